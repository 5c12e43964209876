// A placed drawing as SVG, with words for who cannot see it. No VS Code, no browser.
import { counted, listed } from "../../words";
import { exact, html, joined, visible, type Html } from "../html";
import type { Drawing, Node } from "../protocol";
import type { Placed, PlacedEdge, PlacedNode, Point } from "./layout";

/** The picture. `id` tells the drawings of a page apart; the first node can be reached by the Tab key. */
export function svgOf(drawing: Drawing, placed: Placed, id: string): Html {
  const around = neighboursOf(drawing);
  const { width, height } = placed;
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="dag" data-drawing="${id}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-label="${summaryOf(drawing)}">
<defs><marker id="arrow-${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="arrow" d="M0 0.5 L8 4 L0 7.5 z"/></marker></defs>
<g aria-hidden="true">${joined(placed.edges.map((edge) => edgeOf(edge, id)))}</g>
${joined(placed.nodes.map((node, number) => nodeOf(node, drawing, around, number === 0)))}
</svg>`;
}

/** What a drawing is, in a sentence. */
export function summaryOf({ nodes, edges, complete }: Drawing): string {
  const strange = nodes.filter((node) => isUnknown(node)).length;
  const parts = [
    `${counted(nodes.length, "step")}, ${counted(edges.length, "edge")}`,
    ...(strange === 0 ? [] : [`${String(strange)} unknown`]),
    ...(complete ? [] : ["there may be more, which only running the file could tell"]),
  ];
  return parts.join("; ");
}

/** Whether nobody can say which step a node is, or it is one that is never added. */
export function isUnknown({ step, added }: Node): boolean {
  return step === null || !added;
}

interface Around {
  readonly before: ReadonlyMap<string, readonly string[]>;
  readonly behind: ReadonlyMap<string, readonly string[]>;
}

function neighboursOf({ nodes, edges }: Drawing): Around {
  const names = new Map(nodes.map(({ key, name }) => [key, name]));
  const before = new Map<string, string[]>();
  const behind = new Map<string, string[]>();
  for (const { from, to } of edges) {
    before.set(to, [...(before.get(to) ?? []), names.get(from) ?? from]);
    behind.set(from, [...(behind.get(from) ?? []), names.get(to) ?? to]);
  }
  return { before, behind };
}

function nodeOf({ node, label, detail, x, y, width, height }: PlacedNode, { focus }: Drawing, around: Around, first: boolean): Html {
  const corner = { x: x - width / 2, y: y - height / 2 };
  return html`<g class="${classOf(node, focus)}" data-key="${exact(node.key)}" role="button" tabindex="${first ? 0 : -1}" aria-label="${wordsOf(node, around)}" transform="translate(${round(corner.x)} ${round(corner.y)})">
<title>${titleOf(node)}</title>
<rect width="${width}" height="${height}" rx="4"/>
<rect class="stripe" width="4" height="${height}" rx="2"/>
<text class="name" x="14" y="18">${label}</text>
<text class="detail" x="14" y="34">${detail}</text>
</g>
`;
}

function classOf(node: Node, focus: string | null): string {
  const words = ["node", node.step?.kind ?? node.status];
  return [...words, ...(node.added ? [] : ["never-added"]), ...(node.key === focus ? ["focus"] : [])].join(" ");
}

function wordsOf(node: Node, { before, behind }: Around): string {
  const list = (word: string, names: readonly string[] | undefined): string[] =>
    names === undefined ? [] : [`${word} ${listed(names, 5)}`];
  return visible([meaningOf(node), ...list("after", before.get(node.key)), ...list("before", behind.get(node.key))].join("; "));
}

function meaningOf({ name, status, added, step }: Node): string {
  const what = added ? "" : ", in an edge but never added";
  if (step === null) {
    return `${name}${what}, ${status === "missing" ? "unknown: no table that is seen here has it" : "not known for sure"}`;
  }
  return `${name}${what}, ${step.kind === "override" ? "override" : "step"} of ${step.namespace}`;
}

function titleOf(node: Node): string {
  const how = node.step === null ? "Enter or click: its place" : "Enter or click: its place. Shift+Enter or Shift+click: its definition";
  return `${meaningOf(node)}\n${how}`;
}

function edgeOf({ edge, points }: PlacedEdge, id: string): Html {
  return html`<path class="edge" data-from="${exact(edge.from)}" data-to="${exact(edge.to)}" d="${pathOf(points)}" marker-end="url(#arrow-${id})"/>
`;
}

/** A smooth line through the points that the layout gives. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) {
    return "";
  }
  const parts = [`M${at(first)}`];
  for (let number = 0; number < rest.length; number += 1) {
    const [here, next] = [rest[number], rest[number + 1]];
    if (here !== undefined) {
      parts.push(next === undefined ? `L${at(here)}` : `Q${at(here)} ${at(number + 2 < rest.length ? middle(here, next) : next)}`);
    }
    if (number + 2 === rest.length) {
      break;
    }
  }
  return parts.join(" ");
}

function middle(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function at({ x, y }: Point): string {
  return `${String(round(x))} ${String(round(y))}`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
