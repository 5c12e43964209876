// The DAG preview beside the command line's graph: the same nodes and edges, what is unknown, and the way to the source.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { brokenRegistries } from "../lib/checkouts.ts";
import { graphOf, type Dag, type Position } from "../lib/cli.ts";
import { RegistryPane } from "../lib/registryPane.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { sorted } from "../lib/sorted.ts";
import { eventually } from "../lib/waiting.ts";
import { frameWith } from "../lib/webview.ts";
import type { Window } from "../lib/window.ts";

const SCORING = "pipelines/nightly_scoring.py";
const FILE = "pipelines/nightly_scoring.dag.json";
const MISSPELT = "TabularPreprocessing_calibraton";

async function page(window: Window): Promise<Frame> {
  return frameWith(window, "svg.dag");
}

async function keys(frame: Frame, selector = ".node"): Promise<string[]> {
  return frame.locator(selector).evaluateAll((all) => all.map((one) => (one as SVGElement).dataset["key"] ?? ""));
}

async function edges(frame: Frame): Promise<string[]> {
  return frame.locator("path.edge").evaluateAll((all) => all.map((one) => `${(one as SVGElement).dataset["from"] ?? ""} → ${(one as SVGElement).dataset["to"] ?? ""}`));
}

function dagOf(place: string, file: string): Dag {
  const [only, ...more] = graphOf(place).dags.filter(({ location }) => location.path === file);
  assert(only !== undefined && more.length === 0);
  return only;
}

/** What is drawn is what the command line has: nodes, edges, and nodes that only edges name. */
async function draws(window: Window, { nodes, edges: between }: Dag): Promise<void> {
  const all = new Set([...nodes, ...between.flat()]);
  await eventually(async () => {
    const frame = await page(window);
    assert.deepEqual(sorted(await keys(frame)), sorted([...all]));
    assert.deepEqual(sorted(await edges(frame)), sorted(between.map(([from, to]) => `${from} → ${to}`)));
    assert.deepEqual(await keys(frame, ".node.never-added"), [...all].filter((key) => !nodes.includes(key)));
  });
}

async function ofFile({ window, place }: Scene): Promise<void> {
  await window.text("PipelineDAG");
  await (await window.see('.editor-actions .action-label[aria-label^="Show DAG Preview"]')).click();
  await draws(window, dagOf(place, SCORING));
}

async function unknown({ window }: Scene): Promise<void> {
  const frame = await page(window);
  assert.deepEqual(await keys(frame, ".node.never-added"), [MISSPELT]);
  assert.match(await frame.locator(".summary").innerText(), /^4 steps, 2 edges; 1 unknown/);
  assert.match((await frame.locator(".node.never-added .detail").textContent()) ?? "", /never added/);
  await window.pictures("dag-preview");
}

/** Where the pipeline adds a node. */
function added(place: string, key: string): Position {
  const lines = fs.readFileSync(path.join(place, SCORING), "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes(`add_node("${key}")`));
  return { line: line + 1, column: (lines[line] ?? "").indexOf(key) + 1 };
}

async function clicked({ window, place }: Scene): Promise<void> {
  const frame = await page(window);
  const evaluated = "XGBoostModelEval_calibration";
  await frame.locator(`.node[data-key="${evaluated}"]`).click();
  await window.isAt(SCORING, added(place, evaluated));
  await frame.waitForSelector(`.node.marked[data-key="${evaluated}"]`);
  await frame.locator(`.node[data-key="${evaluated}"]`).click({ modifiers: ["Shift"] });
  const { path: core, range } = graphOf(place).steps.find(({ id }) => id === "core.XGBoostModelEval")?.location ?? assert.fail();
  await window.isAt(core, range.start);
}

async function byKeys({ window, place }: Scene): Promise<void> {
  const frame = await page(window);
  await frame.locator('[data-command="turn"]:text-is("Left to right")').click();
  await frame.waitForSelector('[data-command="turn"]:text-is("Top down")');
  await frame.locator(".node[data-key=CradleDataLoading_calibration]").focus();
  await window.page.keyboard.press("ArrowRight");
  assert.deepEqual(await keys(frame, ".node:focus"), ["TabularPreprocessing_calibration"]);
  await window.page.keyboard.press("End");
  assert.deepEqual(await keys(frame, ".node:focus"), (await keys(frame)).slice(-1));
  await window.page.keyboard.press("Home");
  await window.page.keyboard.press("Enter");
  await window.isAt(SCORING, added(place, "CradleDataLoading_calibration"));
}

async function edited({ window }: Scene): Promise<void> {
  const { keyboard } = window.page;
  await window.click("return");
  await keyboard.press("Home");
  await keyboard.type('dag.add_node("Registration")');
  await keyboard.press("Enter");
  const frame = await page(window);
  await frame.waitForSelector('.node[data-key="Registration"]');
  await window.run("workbench.action.files.revert");
  await frame.waitForSelector('.node[data-key="Registration"]', { state: "detached" });
}

async function followed({ window, place }: Scene): Promise<void> {
  await window.openFile(path.basename(FILE));
  await draws(window, dagOf(place, FILE));
  assert.deepEqual(await keys(await page(window), ".node.missing"), ["TabularPreprocesing_calibration"]);
}

async function ofStep({ window, place }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  await pane.open();
  await pane.expand("Core, ");
  await (await pane.row("TabularPreprocessing, step of the core")).click({ button: "right" });
  const entry = await window.see('.context-view .action-label[aria-label="Show in DAG Preview"], .monaco-menu .action-label:has-text("Show in DAG Preview")');
  await eventually(async () => {
    await entry.click({ timeout: 1000 }).catch(() => undefined); // a menu that has only just opened takes no click
    assert.equal(await entry.isVisible(), false, "the menu is still open");
  });
  const around = graphOf(place).edges.filter(({ from, to }) => [from.id, to.id].includes("core.TabularPreprocessing"));
  await eventually(async () => {
    const frame = await page(window);
    const shown = sorted(await frame.locator(".node .name").allTextContents());
    assert.deepEqual(shown, sorted([...new Set(around.flatMap(({ from, to }) => [from.name, to.name]))]));
    assert.equal((await edges(frame)).length, around.length);
  });
}

export const DAG_PREVIEW: Seen = {
  group: "DAG preview",
  prepare: (folder) => brokenRegistries(path.join(folder, "shop-pipelines")),
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, SCORING))]],
  tests: {
    "a button over the editor draws what the graph has of the file": ofFile,
    "a node that is never added is marked; it looks well": unknown,
    "a click goes to the node's place, with Shift to the step's": clicked,
    "drawn in the other direction; arrows lead along edges, Enter to the place": byKeys,
    "it follows what is edited before it is saved": edited,
    "another file with a DAG takes its place": followed,
    "from the Registry view: what is around a step": ofStep,
  },
};
