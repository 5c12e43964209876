// The page of the DAG preview: draws what the extension sends, and tells it where a person wants to go.
import { html, joined, type Html } from "../../html";
import type { Drawing } from "../../protocol";
import { isArrow, nextNode } from "../keyboard";
import { layOutAll, type Direction, type Measure, type Placed } from "../layout";
import type { FromPage, Marked, Shown, ToPage } from "../messages";
import { summaryOf, svgOf } from "../scene";
import { roomOf, Zoom } from "./zoom";

interface Host {
  postMessage(message: FromPage): void;
  getState(): { direction?: Direction } | undefined;
  setState(state: { direction: Direction }): void;
}

declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const root = document.getElementById("root") ?? document.body;
const zoom = new Zoom();
const LEADING = /^(Arrow(Right|Left|Up|Down)|Home|End)$/;
let chosen: Direction | undefined = host.getState()?.direction;
let shown: Shown | undefined;
let placed: readonly Placed[] = [];
let marked: Marked | undefined;

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.type === "mark") {
    marked = data;
    mark()?.scrollIntoView({ block: "nearest", inline: "nearest" });
  } else if (JSON.stringify(data) !== JSON.stringify(shown)) {
    const fresh = shown?.title !== data.title || shown.drawings.length === 0;
    shown = data;
    draw(fresh);
  }
});
root.addEventListener("click", (event) => {
  const target = event.target as Element;
  const command = target.closest("[data-command]")?.getAttribute("data-command");
  if (command !== null && command !== undefined) {
    run(command);
    return;
  }
  const node = target.closest<SVGGElement>(".node");
  if (node !== null) {
    makeTabStop(node);
    go(node, event.shiftKey);
  }
});
root.addEventListener("mousedown", (event) => {
  if ((event.target as Element).closest(".node") !== null) {
    event.preventDefault(); // the click leads to an editor, from which the page would take the focus again
  }
});
root.addEventListener("keydown", (event) => {
  const node = (event.target as Element).closest<SVGGElement>(".node");
  if (node !== null && onKey(node, event)) {
    event.preventDefault();
  }
});
window.addEventListener("resize", () => {
  zoom.refit();
});
host.postMessage({ type: "ready" });

/** Draw everything again; the node that has the focus or the mark keeps it, and the zoom stays unless it is another file. */
function draw(fresh: boolean): void {
  if (shown === undefined) {
    return;
  }
  const active = document.activeElement?.closest<SVGGElement>(".node");
  const before = active === null || active === undefined ? undefined : identityOf(active);
  placed = layOutAll(shown.drawings, chosen, roomOf(), measure);
  root.innerHTML = pageOf(shown).text; // made by templates that escape whatever is put into them
  zoom.attach(root, placed, fresh);
  mark();
  const again = before && nodeOf(before.drawing, before.key);
  if (again) {
    focus(again);
  }
}

function pageOf({ title, drawings, note }: Shown): Html {
  const button = (command: string, text: string, label: string): Html =>
    html`<button type="button" data-command="${command}" title="${label}" aria-label="${label}">${text}</button>`;
  const tools = html`<div class="tools" role="toolbar" aria-label="Zoom and direction">${[
    button("out", "−", "Zoom out"),
    button("fit", "Fit", "Zoom to fit"),
    button("in", "+", "Zoom in"),
    button("turn", directionNow() === "LR" ? "Top down" : "Left to right", "Change the direction"),
  ]}</div>`;
  return html`<header><h1>${title}</h1>${drawings.length === 0 ? undefined : tools}</header>
${drawings.length === 0 ? html`<p class="note" role="status">${note}</p>` : legend()}
<main>${joined(drawings.map(sectionOf))}</main>`;
}

function sectionOf(drawing: Drawing, number: number): Html {
  const place = placed[number];
  if (place === undefined) {
    return html``;
  }
  const where = drawing.focus === null ? `DAG at line ${String(drawing.location.range.start.line + 1)}` : "What is directly around it in all DAGs";
  return html`<section aria-label="${where}"><h2>${where}</h2><p class="summary" role="status">${summaryOf(drawing)}</p>
<div class="canvas">${svgOf(drawing, place, String(number))}</div></section>`;
}

function legend(): Html {
  const item = (kind: string, text: string): Html => html`<li><span class="sample ${kind}" aria-hidden="true"></span>${text}</li>`;
  return html`<ul class="legend" aria-label="Legend">${[
    item("core", "core"),
    item("pack", "pack"),
    item("workspace", "workspace"),
    item("override", "override"),
    item("missing", "unknown"),
  ]}</ul>`;
}

function run(command: string): void {
  if (command === "turn") {
    chosen = directionNow() === "LR" ? "TB" : "LR";
    host.setState({ direction: chosen });
    draw(true);
    root.querySelector<HTMLElement>('[data-command="turn"]')?.focus();
  } else {
    zoom.run(command);
  }
}

function directionNow(): Direction {
  return placed[0]?.direction ?? "LR";
}

/** What a key does at a node; false for one that is left to the page. */
function onKey(node: SVGGElement, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return false;
  }
  if (event.key === "Enter" || event.key === " ") {
    go(node, event.shiftKey);
    return true;
  }
  const { drawing, key } = identityOf(node);
  const here = placed[drawing];
  if (here === undefined || !LEADING.test(event.key)) {
    return false;
  }
  const next = keyLedTo(here, key, event.key);
  focus(next === undefined ? undefined : nodeOf(drawing, next));
  return true;
}

/** The node that a key leads to; undefined at the border. */
function keyLedTo(here: Placed, from: string, pressed: string): string | undefined {
  return isArrow(pressed) ? nextNode(here, from, pressed) : here.nodes.at(pressed === "Home" ? 0 : -1)?.node.key;
}

/** Give a node the focus. */
function focus(node: SVGGElement | undefined): void {
  if (node !== undefined) {
    makeTabStop(node);
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

/** The node is the one of its drawing that the Tab key comes to from now on. */
function makeTabStop(node: SVGGElement): void {
  node.ownerSVGElement?.querySelectorAll('.node[tabindex="0"]').forEach((other) => {
    other.setAttribute("tabindex", "-1");
  });
  node.setAttribute("tabindex", "0");
}

/** Show which node is under the cursor of the editor, and give it back. */
function mark(): SVGGElement | undefined {
  root.querySelectorAll(".node.marked").forEach((node) => {
    node.classList.remove("marked");
  });
  const node = marked === undefined || marked.key === null ? undefined : nodeOf(marked.drawing, marked.key);
  node?.classList.add("marked");
  return node;
}

function go(node: SVGGElement, definition: boolean): void {
  host.postMessage({ type: "open", ...identityOf(node), definition });
}

function identityOf(node: SVGGElement): { drawing: number; key: string } {
  return { drawing: Number(node.ownerSVGElement?.dataset["drawing"]), key: node.dataset["key"] ?? "" };
}

function nodeOf(drawing: number, key: string): SVGGElement | undefined {
  const svg = root.querySelector(`svg[data-drawing="${String(drawing)}"]`);
  return [...(svg?.querySelectorAll<SVGGElement>(".node") ?? [])].find((node) => node.dataset["key"] === key);
}

const pen = document.createElement("canvas").getContext("2d");

/** The width of a text in the font of the page. */
function measure(...[text, small]: Parameters<Measure>): number {
  if (pen === null) {
    return text.length * 8;
  }
  pen.font = `${small ? "11px" : "600 13px"} ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}
