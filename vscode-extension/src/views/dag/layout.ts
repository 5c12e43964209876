// Where the nodes and edges of a drawing go: layers by dagre, sizes by the width of the texts. No VS Code, no browser.
import { Graph, layout } from "@dagrejs/dagre";
import { shortened, visible } from "../html";
import type { Drawing, Edge, Node } from "../protocol";

export type Direction = "LR" | "TB";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A node with its place: `x` and `y` are its middle. */
export interface PlacedNode extends Point {
  readonly node: Node;
  readonly label: string;
  readonly detail: string;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly edge: Edge;
  readonly points: readonly Point[];
}

export interface Placed {
  readonly direction: Direction;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** How wide a text is; `small` for the second line of a node. */
export type Measure = (text: string, small: boolean) => number;

export const HEIGHT = 44;
const PADDING = 14;
const LONGEST = 42;
/** From so many nodes on, edges are not counted again and again for the shortest way to draw them. */
const MANY = 150;

/** A width that is about right without a browser. */
export const estimated: Measure = (text, small) => Array.from(text).length * (small ? 6.2 : 7.6);

type Layered = Graph<{ width?: number; height?: number }, { x?: number; y?: number; width: number; height: number }, { points?: Point[] }>;

export function layOut(drawing: Drawing, direction: Direction, measure: Measure = estimated): Placed {
  const texts = drawing.nodes.map(textsOf);
  const sizes = texts.map(({ label, detail }) => Math.ceil(Math.max(measure(label, false), measure(detail, true))) + 2 * PADDING);
  const ids = new Map(drawing.nodes.map(({ key }, number) => [key, `n${String(number)}`])); // no name is one to the library
  const idOf = (key: string): string => ids.get(key) ?? "";
  const edges = drawing.edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const graph = graphOf(direction, sizes, edges.map(({ from, to }) => [idOf(from), idOf(to)]));
  const { width = 0, height = 0 } = graph.graph();
  return {
    direction,
    nodes: drawing.nodes.map((node, number) => ({ node, ...(texts[number] ?? { label: "", detail: "" }), ...placeOf(graph.node(idOf(node.key))) })),
    edges: edges.map((edge) => ({ edge, points: graph.edge(idOf(edge.from), idOf(edge.to)).points ?? [] })),
    width,
    height,
  };
}

/** The drawings in one direction: the one that was chosen, else that in which they can be seen larger in a room. */
export function layOutAll(drawings: readonly Drawing[], chosen: Direction | undefined, room: Room, measure: Measure = estimated): Placed[] {
  const all = (direction: Direction): Placed[] => drawings.map((one) => layOut(one, direction, measure));
  const across = all(chosen ?? "LR");
  const isSmall = drawings.every(({ nodes }) => nodes.length <= MANY);
  if (chosen !== undefined || !isSmall || scaleIn(across, room) >= 1) {
    return across;
  }
  const down = all("TB");
  return scaleIn(down, room) > scaleIn(across, room) ? down : across;
}

/** How large drawings can be so that each is seen as a whole; never larger than they are. */
export function scaleIn(placed: readonly Placed[], { width, height }: Room): number {
  return Math.min(1, ...placed.map((one) => Math.min(width / Math.max(one.width, 1), height / Math.max(one.height, 1))));
}

/** The graph with a place for everything. */
function graphOf(direction: Direction, widths: readonly number[], edges: readonly (readonly [string, string])[]): Layered {
  const graph: Layered = new Graph();
  const ranker = widths.length > MANY ? "longest-path" : "network-simplex";
  graph.setGraph({ rankdir: direction, nodesep: 18, ranksep: 46, marginx: 12, marginy: 12, ranker } as object);
  widths.forEach((width, number) => graph.setNode(`n${String(number)}`, { width, height: HEIGHT }));
  edges.forEach(([from, to]) => graph.setEdge(from, to, {}));
  layout(graph);
  return graph;
}

/** What stands in a node: its name, and below whose step it is or what is wrong with it. */
export function textsOf(node: Node): { label: string; detail: string } {
  return { label: shortened(visible(node.name), LONGEST), detail: shortened(visible(detailOf(node)), LONGEST) };
}

function detailOf({ name, status, added, step }: Node): string {
  if (!added) {
    return "in an edge, but never added";
  }
  if (step === null) {
    return status === "missing" ? "? in no table that is seen here" : "? not known for sure";
  }
  const whose = step.kind === "override" ? `override of ${step.namespace}` : step.namespace;
  return name === step.name ? whose : `${whose} · ${step.name}`;
}

function placeOf({ x = 0, y = 0, width, height }: { x?: number; y?: number; width: number; height: number }): Point & { width: number; height: number } {
  return { x, y, width, height };
}
