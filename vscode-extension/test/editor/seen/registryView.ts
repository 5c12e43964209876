// The Registry view beside the command line: the same steps, workspaces, overrides, packs and conflicts; and what its
// buttons do to the files.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { brokenRegistries } from "../lib/checkouts.ts";
import { change, conflictsOf, countsOf, findingsOf, graphOf, visibleIn, type Graph, type Place, type Step } from "../lib/cli.ts";
import { CORE, registry } from "../lib/names.ts";
import { RegistryPane, type Row } from "../lib/registryPane.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { sorted } from "../lib/sorted.ts";
import { eventually } from "../lib/waiting.ts";
import type { Window } from "../lib/window.ts";

const counted = (number: number, what: string): string => `${String(number)} ${what}${number === 1 ? "" : "s"}`;
const names = (rows: readonly Row[]): string[] => sorted(rows.map(({ name }) => name));
const isIn = (namespace: string) => (step: Step): boolean => step.namespace === namespace;
const isKind = (kind: Step["registry_type"]) => (step: Step): boolean => step.registry_type === kind;

/** The parts at the top, each with how many there are. */
function partsOf(folder: string): Record<string, number> {
  const { steps, workspaces, overrides, conflicts } = countsOf(folder);
  return { Core: steps.core, ...(steps.pack === undefined ? {} : { Packs: steps.pack }), Workspaces: workspaces, Overrides: overrides, Conflicts: conflicts };
}

async function counts({ window, place }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  await pane.open();
  const expected = Object.entries(partsOf(place)).map(([name, count]) => `${name}, ${String(count)}`);
  await eventually(async () => assert.deepEqual((await pane.rows()).map(({ spoken }) => spoken), expected));
  const { conflicts: collisions } = countsOf(place);
  const badge = ".activitybar .action-item:has([aria-label^='Cursus Registry']) .badge-content";
  await (collisions === 0 ? window.gone(badge) : window.see(`${badge}:text-is("${String(collisions)}")`));
}

/** Opens a part of the tree, looks at what is below it, and closes it again: the view is no longer than the screen. */
async function part(pane: RegistryPane, spoken: string, expected: (rows: readonly Row[]) => void): Promise<void> {
  await pane.expand(spoken);
  await pane.holds(spoken, expected);
  await pane.collapse(spoken);
}

async function base({ window, place }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  const { steps } = graphOf(place);
  const there = partsOf(place);
  for (const [group, kind] of ([["Core", "core"], ["Packs", "pack"]] as const).filter(([name]) => name in there)) {
    await part(pane, `${group}, `, (rows) => assert.deepEqual(names(rows), sorted(steps.filter(isKind(kind)).map(({ name }) => name))));
  }
}

async function overrides({ window, place }: Scene): Promise<void> {
  const overriding = graphOf(place).overrides.map(({ name, namespace }) => `${name} of ${namespace ?? ""}`);
  const lost = findingsOf(place, "CUR205").map(({ message, path: file }) => `${/'(.*?)'/.exec(message)?.[1] ?? ""} of ${workspaceOf(file)}`);
  await part(new RegistryPane(window), "Overrides, ", (rows) => {
    const shown = rows.map(({ name, spoken }) => `${name} of ${/override of workspace (\w+)/.exec(spoken)?.[1] ?? ""}`);
    assert.deepEqual(sorted(shown), sorted([...overriding, ...lost]));
  });
}

function workspaceOf(file: string): string {
  return file.split("/")[2] ?? "";
}

async function workspaces({ window, place }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  const graph = graphOf(place);
  const plain = conflictsOf(place);
  const own = new Set([...graph.steps, ...graph.overrides].filter(isKind("workspace")).flatMap(({ namespace }) => namespace ?? []));
  await pane.expand("Workspaces, ");
  await pane.holds("Workspaces, ", (rows) => assert.equal(rows.length, countsOf(place).workspaces));
  for (const id of own) {
    const steps = graph.steps.filter(isKind("workspace")).filter(isIn(id)).map(({ name }) => name);
    const collisions = plain.filter(({ definitions }) => definitions.some(({ namespace }) => namespace === id)).length;
    const row = (await pane.below("Workspaces, ")).find(({ name }) => name === id);
    assert.match(row?.description ?? "", new RegExp(`^${counted(steps.length, "step")}`));
    assert.equal(/(\d+) conflict/.exec(row?.description ?? "")?.[1] ?? "0", String(collisions));
    await part(pane, `workspace ${id}, `, (rows) => assert.deepEqual(names(rows.filter(({ spoken }) => !spoken.includes(", override of"))), sorted(steps)));
  }
  await pane.collapse("Workspaces, ");
}

async function conflicts({ window, place }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  await pane.expand("Conflicts, ");
  for (const { name, severity, definitions } of conflictsOf(place)) {
    const row = (await pane.below("Conflicts, ")).find((one) => one.name === name);
    assert(row?.description.endsWith(severity ?? "?"), JSON.stringify(row));
    await part(pane, `${name}, declared in`, (rows) => assert.deepEqual(names(rows), sorted(definitions.map(({ namespace }) => namespace))));
  }
}

async function pictures({ window }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  await pane.expand("Workspaces, ");
  await pane.expand("workspace farid, ");
  await pane.expand("VisitFeatures, declared in");
  await (await pane.row("ClickLogSampling, step of workspace farid")).click();
  await window.text("ClickLogSamplingConfig");
  await (await pane.row("ClickLogSampling, step of workspace farid")).hover();
  await window.pictures("registry-view");
}

function placeOf({ steps }: Graph, id: string): Place {
  const found = steps.find((step) => step.id === id);
  assert(found !== undefined, id);
  return found.location;
}

async function goTo({ window, place }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  await pane.press("QueryRewriting, step of workspace farid", "Go to Definition");
  const { path: file, range } = placeOf(graphOf(place), "farid.QueryRewriting");
  await window.isAt(file, range.start);
}

async function followed({ window, place }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  await pane.open();
  await window.openFile("weekly_training.py");
  await window.click("TabularPreprocessing");
  await pane.row("TabularPreprocessing, step of the core");
  await eventually(async () => assert.match((await pane.selected()).join(), /^TabularPreprocessing, step of the core/));
  await pane.pressTitle("Stop Following the Cursor");
  await window.see('.part.sidebar .action-label[aria-label^="Follow the Cursor"]');
  await window.click('\\"Registration');
  await window.see('[id="status.editor.selection"]:has-text("Ln 8,")');
  await window.page.waitForTimeout(1000); // it would have followed by now
  assert.match((await pane.selected()).join(), /^TabularPreprocessing, step of the core/);
  await pane.pressTitle("Follow the Cursor");
  await eventually(async () => assert.match((await pane.selected()).join(), /^Registration, step of the core/));
  assert(graphOf(place).steps.some(({ id }) => id === "core.Registration"));
  await pane.collapse("Core, ");
}

async function filtered({ window, place }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  await pane.pressTitle("Filter");
  await (await window.see(".quick-input-widget input")).fill("visit");
  await window.page.keyboard.press("Enter");
  const fitting = graphOf(place).steps.filter(({ name }) => name.toLowerCase().includes("visit"));
  await window.see('.part.sidebar .message:has-text("Filter: visit")');
  await eventually(async () => {
    const rows = (await pane.rows()).filter(({ level }) => level === 1);
    assert.deepEqual(rows.map(({ name }) => name), ["Workspaces", "Conflicts"]);
  });
  await pane.expand("Workspaces, ");
  await pane.holds("Workspaces, ", (rows) => assert.deepEqual(names(rows), sorted(fitting.map(({ namespace }) => namespace ?? ""))));
  await pane.pressTitle("Clear Filter");
  await eventually(async () => assert.equal((await pane.rows()).filter(({ level }) => level === 1).length, Object.keys(partsOf(place)).length));
}

/** Every step name that is seen on a side of a comparison, from its top to its end. */
async function namesSeen(window: Window, side: "original" | "modified"): Promise<Set<string>> {
  const seen = new Set<string>();
  const lines = window.page.locator(`.monaco-diff-editor .editor.${side} .view-lines`);
  await lines.click({ position: { x: 40, y: 30 } }); // its middle may be far to the right, and would be scrolled to
  await window.page.keyboard.press("Control+Home");
  for (let part = 0, last = ""; part < 80; part++) {
    await window.settled();
    const text = (await lines.innerText()).replaceAll("\u00a0", " ");
    if (text === last) {
      await window.page.keyboard.press("Control+Home");
      return seen;
    }
    for (const [, name] of text.matchAll(/^ {4}"(\w+)": \{/gm)) {
      seen.add(name ?? "");
    }
    last = text;
    await window.page.mouse.wheel(0, 200); // less than what is seen: nothing is passed over
  }
  throw new Error("the comparison does not end");
}

async function compared({ window, place }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  await pane.press("workspace farid, ", "Compare with Another Workspace");
  await (await window.see('.quick-input-list .monaco-list-row[aria-label^="kolja"]')).click();
  await window.see('.tab.active[aria-label*="kolja ↔ farid"]');
  await window.see(".monaco-diff-editor .editor.modified .view-line");
  assert.deepEqual(sorted([...(await namesSeen(window, "original"))]), sorted(visibleIn(place, "kolja")));
  assert.deepEqual(sorted([...(await namesSeen(window, "modified"))]), sorted(visibleIn(place, "farid")));
  await window.settled();
  await window.pictures("compare-workspaces", ["light"]);
}

/** The registries of a checkout, as they are on the disk. */
function registries(folder: string): Record<string, string> {
  const files = [CORE, ...["farid", "erin", "ines", "kolja"].map(registry)];
  return Object.fromEntries(files.map((file) => [file, fs.readFileSync(path.join(folder, file), "utf8")]));
}

/** What the command line makes of a copy of the checkout. */
function byCommandLine(place: string, ...command: readonly string[]): Record<string, string> {
  const copy = `${place}, by the command line`;
  fs.cpSync(place, copy, { recursive: true });
  change(copy, ...command);
  const made = registries(copy);
  fs.rmSync(copy, { recursive: true });
  return made;
}

async function onDisk(window: Window, place: string, expected: Record<string, string>): Promise<void> {
  await eventually(async () => {
    await window.run("workbench.action.files.saveAll");
    assert.deepEqual(registries(place), expected);
  });
}

/** Applies what the preview shows and has ticked. */
async function applied(window: Window, shown: string): Promise<void> {
  await window.see(`.bulk-edit-panel .monaco-list-row:has-text("${shown}")`);
  await (await window.see('.bulk-edit-panel .monaco-button:has-text("Apply")')).click();
  await window.gone(".bulk-edit-panel .monaco-list-row");
}

async function renamed({ window, place }: Scene): Promise<void> {
  const expected = byCommandLine(place, "rename", "QueryRewriting", "QueryRepair", "--workspace", "farid");
  const pane = new RegistryPane(window);
  await pane.press("QueryRewriting, step of workspace farid", "Rename");
  const box = await window.see(".rename-box input");
  assert.equal(await box.inputValue(), "QueryRewriting");
  await box.fill("QueryRepair");
  await window.page.keyboard.press("Enter");
  await applied(window, "QueryRepair");
  await onDisk(window, place, expected);
  await pane.row("QueryRepair, step of workspace farid");
}

async function promoted({ window, place }: Scene): Promise<void> {
  const before = registries(place);
  const expected = byCommandLine(place, "promote", "ClickLogSampling", "--from", "farid");
  const pane = new RegistryPane(window);
  const core = countsOf(place).steps.core;
  await pane.press("ClickLogSampling, step of workspace farid", "Move to Core");
  await window.see('.monaco-dialog-box:has-text("ClickLogSampling"):has-text("src/cursus/registry/step_names.py")');
  await window.pictures("promote-question", ["light"]);
  await (await window.see('.monaco-dialog-box .monaco-button:has-text("Preview")')).click();
  await window.see('.bulk-edit-panel .monaco-list-row:has-text("step_names.py")');
  await (await window.see('.bulk-edit-panel .monaco-button:has-text("Discard")')).click();
  await window.run("workbench.action.closePanel");
  assert.deepEqual(registries(place), before);
  await pane.press("ClickLogSampling, step of workspace farid", "Move to Core");
  await (await window.see('.monaco-dialog-box .monaco-button:has-text("Move to Core")')).click();
  await onDisk(window, place, expected);
  await pane.row(`Core, ${String(core + 1)}`);
  await window.run("workbench.action.focusActiveEditorGroup");
  await window.page.keyboard.press("Control+Z");
  await onDisk(window, place, before);
  await pane.row(`Core, ${String(core)}`);
}

async function refused({ window, place }: Scene): Promise<void> {
  const before = registries(place);
  const pane = new RegistryPane(window);
  await pane.collapse("workspace farid, ");
  await pane.expand("workspace alice, ");
  await pane.press("ContractHistory, step of workspace alice", "Move to Core");
  await window.see(".notification-toast .notification-list-item-message");
  const [said = "", ...more] = await window.notifications();
  assert(said.includes("ContractHistoryStepBuilder") && more.length === 0, said);
  assert.deepEqual(registries(place), before);
}

/** What is listed in any checkout. */
export const LISTED: Seen["tests"] = {
  "its parts have the counts of the health report, and the icon those of the conflicts": counts,
  "core and packs have the steps of the graph": base,
  "overrides are those of the graph, and those of nothing": overrides,
  "every workspace has its steps": workspaces,
};

export const REGISTRY_VIEW: Seen = {
  group: "registry view",
  prepare: (folder) => brokenRegistries(path.join(folder, "shop-pipelines")),
  tests: {
    ...LISTED,
    "conflicts are those of the command line, with their definitions": conflicts,
    "it looks well": pictures,
    "a button goes to the declaration": goTo,
    "a button renames in the file, as the command line would": renamed,
    "a button takes a step into the core after a question, as the command line would; it can be undone": promoted,
    "two workspaces side by side: all that each of them sees": compared,
    "what cannot go into the core is said in one sentence, and nothing changes": refused,
    "it follows the cursor, unless it shall not": followed,
    "a filter leaves what has its words": filtered,
  },
};
