// The Conflicts panel beside the command line: the same names, definitions, differences and winners; what its buttons
// mend; and all of it by the keyboard alone.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { brokenRegistries } from "../lib/checkouts.ts";
import { conflictsOf, findingsOf, type Conflict, type Difference } from "../lib/cli.ts";
import { registry } from "../lib/names.ts";
import { RegistryPane } from "../lib/registryPane.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { sorted } from "../lib/sorted.ts";
import { eventually } from "../lib/waiting.ts";
import { frameWith, texts } from "../lib/webview.ts";
import type { Window } from "../lib/window.ts";

const PAGE = ".tools input[data-id=all]";
const NAME = "VisitFeatures";

async function panel(window: Window): Promise<Frame> {
  return frameWith(window, PAGE);
}

async function names(frame: Frame): Promise<string[]> {
  return frame.locator("section").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["name"] ?? ""));
}

/** Every name of the page is one of the command line, and the other way round. */
async function showsAll(window: Window, expected: readonly Conflict[]): Promise<void> {
  await eventually(async () => assert.deepEqual(await names(await panel(window)), expected.map(({ name }) => name)));
}

async function opened({ window, place }: Scene): Promise<void> {
  await window.see('.activitybar .action-label[aria-label^="Cursus Registry"]'); // the extension is active
  await window.command("Cursus Registry: Show Conflicts");
  const plain = conflictsOf(place);
  await showsAll(window, plain);
  const told = new Set(findingsOf(place, "CUR204").map(({ message }) => /'(.*?)'/.exec(message)?.[1] ?? ""));
  assert.deepEqual(sorted(plain.map(({ name }) => name)), sorted([...told]));
}

interface Table {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly head: string; readonly differs: boolean; readonly cells: readonly string[] }[];
}

async function fieldsOf(frame: Frame, name: string): Promise<Table> {
  return frame.locator(`section[data-name="${name}"] table.fields`).evaluate((table) => ({
    heads: [...table.querySelectorAll("thead .namespace")].map((one) => one.textContent ?? ""),
    rows: [...table.querySelectorAll("tbody tr")].map((row) => ({
      head: row.querySelector("th")?.innerText.replace(/^≠\s*(differs)?\s*/, "") ?? "",
      differs: row.classList.contains("differs"),
      cells: [...row.querySelectorAll("td")].map((cell) => cell.innerText),
    })),
  }));
}

/** What stands in a cell, by the command line: what a namespace states, or that it states nothing. */
function stated({ values, without }: Difference, namespace: string): string {
  const found = values.find(({ namespaces }) => namespaces.includes(namespace));
  assert(found !== undefined || without.includes(namespace), namespace);
  return found === undefined ? "not stated" : String(found.value);
}

async function sideBySide({ window, place }: Scene): Promise<void> {
  const frame = await panel(window);
  for (const { name, definitions, differences } of conflictsOf(place)) {
    const namespaces = definitions.map(({ namespace }) => namespace);
    const { heads, rows } = await fieldsOf(frame, name);
    assert.deepEqual(heads, namespaces);
    const expected = Object.entries(differences).map(([head, one]) => ({ head, differs: true, cells: namespaces.map((namespace) => stated(one, namespace)) }));
    assert.deepEqual(sorted(rows.filter(({ differs }) => differs).map((row) => JSON.stringify(row))), sorted(expected.map((row) => JSON.stringify(row))));
    const same = rows.filter(({ differs }) => !differs);
    assert(same.length > 0 && same.every(({ cells }) => new Set(cells).size === 1), JSON.stringify(same));
  }
}

async function winners({ window, place }: Scene): Promise<void> {
  const frame = await panel(window);
  for (const conflict of conflictsOf(place)) {
    const [where, across] = await tables(frame, conflict.name);
    const meant = conflict.definitions.flatMap(({ seen_by: { first }, qualified_name }) => first.map((who) => `${who}: ${qualified_name}`));
    const unseen = conflict.unseen_by.first.map((who) => `${who}: nothing`);
    const shown = where.flatMap(([who = "", what = ""]) => who.split(", ").map((one) => `${one}: ${what}`));
    assert.deepEqual(sorted(shown), sorted([...meant, ...unseen]));
    assert(where.every(([, , why = ""]) => why !== ""), "each row says why");
    assert.deepEqual(across, conflict.winners.map((one) => [one.strategy, one.namespace ?? one.outcome, one.reason]));
    assert.deepEqual(await texts(frame, `section[data-name="${conflict.name}"] li`), conflict.recommendations);
  }
}

/** The two tables below the definitions, row by row. */
async function tables(frame: Frame, name: string): Promise<[string[][], string[][]]> {
  const read = await frame.locator(`section[data-name="${name}"] table:not(.fields)`).evaluateAll((all) =>
    all.map((table) => [...table.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll<HTMLElement>("th, td")].map((cell) => cell.innerText.trim()))),
  );
  const [where, across, ...more] = read;
  assert(where !== undefined && across !== undefined && more.length === 0);
  return [where, across];
}

async function everyName({ window, place }: Scene): Promise<void> {
  await (await panel(window)).locator(PAGE).check();
  await showsAll(window, conflictsOf(place, true));
  await (await panel(window)).locator(PAGE).uncheck();
  await showsAll(window, conflictsOf(place));
}

/** Everything that a person can press or choose, in the order of the page. */
async function interactive(frame: Frame): Promise<string[]> {
  return frame.locator("button, input, select, [tabindex='0']").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["id"] ?? one.getAttribute("aria-label") ?? ""));
}

async function focused(frame: Frame): Promise<string> {
  return frame.evaluate(() => {
    const here = document.activeElement as HTMLElement | null;
    return here?.dataset["id"] ?? here?.getAttribute("aria-label") ?? "";
  });
}

async function keyboard({ window, place }: Scene): Promise<void> {
  const { keyboard: keys } = window.page;
  await window.run("workbench.action.closeAllEditors");
  await window.command("Cursus Registry: Show Conflicts"); // gives it the focus
  const frame = await panel(window);
  await frame.waitForSelector("table.fields");
  const all = await interactive(frame);
  await keys.press("Tab");
  assert.equal(await focused(frame), all[0]);
  const reached = [await focused(frame)];
  for (let at = 1; at < all.length; at++) {
    await keys.press("Tab");
    reached.push(await focused(frame));
  }
  assert.deepEqual(reached, all);
  await keys.press("Shift+Tab");
  assert.equal(await focused(frame), all.at(-2));
  await keys.press("Tab");
  for (let at = all.length - 1; at > all.indexOf(`toggle ${NAME}`); at--) {
    await keys.press("Shift+Tab");
  }
  await keys.press("Enter");
  await frame.waitForSelector(`section[data-name="${NAME}"] [aria-expanded="false"]`);
  assert.equal(await focused(frame), `toggle ${NAME}`);
  await keys.press("Enter");
  await frame.waitForSelector(`section[data-name="${NAME}"] table.fields`);
  await keys.press("Shift+Tab");
  await keys.press("Space");
  await showsAll(window, conflictsOf(place, true));
  await keys.press("Tab");
  await arrows(window, frame);
  await frame.locator(PAGE).uncheck();
  await showsAll(window, conflictsOf(place));
}

/** The arrow keys lead from name to name, and stop at both ends. */
async function arrows(window: Window, frame: Frame): Promise<void> {
  const heads = (await names(frame)).map((name) => `toggle ${name}`);
  for (const [key, order] of [["ArrowDown", heads.slice(1)], ["ArrowUp", heads.slice(0, -1).reverse()]] as const) {
    for (const expected of order) {
      await window.page.keyboard.press(key);
      assert.equal(await focused(frame), expected);
    }
    await window.page.keyboard.press(key);
    assert.equal(await focused(frame), order.at(-1));
  }
}

async function goTo({ window, place }: Scene): Promise<void> {
  const { definitions } = conflictsOf(place).find(({ name }) => name === NAME) ?? assert.fail();
  const { qualified_name, path: file, range } = definitions[1] ?? assert.fail();
  await (await panel(window)).locator(`button[data-id="go ${qualified_name}"]`).click();
  await window.isAt(file, range.start);
  await window.text("ShopVisitFeaturesConfig");
  await panel(window); // still beside it
  await window.pictures("conflicts-beside", ["light"]);
  await window.run("workbench.action.closeActiveEditor");
}

async function fromTree({ window }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  await window.run("workbench.action.closeAllEditors");
  await pane.open();
  await pane.expand("Conflicts, ");
  await pane.press(`${NAME}, declared in`, "Compare Definitions");
  assert.equal(await eventually(async () => focused(await panel(window))), `toggle ${NAME}`);
  await window.pictures("conflicts-panel");
}

async function problems(window: Window): Promise<string[]> {
  await window.run("workbench.panel.markers.view.focus");
  return window.page.locator('.markers-panel .monaco-list-row:has(a:has-text("CUR204"))').allInnerTexts();
}

/** What the Problems panel has of a collision is what the command line finds. */
async function toldIn(window: Window, place: string): Promise<void> {
  const expected = findingsOf(place, "CUR204").length;
  await window.run("workbench.panel.markers.view.focus");
  await (await window.see(".markers-panel-action-filter-container input, .markers-panel-container input, .viewpane-filter input")).fill("CUR204");
  await eventually(async () => assert.equal((await problems(window)).length, expected));
  await window.run("workbench.action.closePanel");
}

async function renamed({ window, place }: Scene): Promise<void> {
  await toldIn(window, place);
  await rename(window, "farid", "SearchVisitFeatures");
  await eventually(async () => {
    await window.run("workbench.action.files.saveAll");
    assert(fs.readFileSync(path.join(place, registry("farid")), "utf8").includes('"SearchVisitFeatures": {'));
  });
  const left = conflictsOf(place)[0]?.definitions.map(({ namespace }) => namespace);
  assert.deepEqual(left, ["ines", "kolja"]);
  await eventually(async () => assert.deepEqual((await fieldsOf(await panel(window), NAME)).heads, left));
  await toldIn(window, place);
}

/** The button for another name, and then as it is in the editor. */
async function rename(window: Window, namespace: string, to: string): Promise<void> {
  await (await panel(window)).locator(`button[data-id="rename ${namespace}.${NAME}"]`).click();
  await (await window.see(".rename-box input")).fill(to);
  await window.page.keyboard.press("Enter");
  await window.gone(".rename-box");
}

async function pinned({ window, place }: Scene): Promise<void> {
  await (await panel(window)).locator(`button[data-id="pin kolja.${NAME}"]`).click();
  await (await panel(window)).waitForSelector(`section[data-name="${NAME}"] .badge.settled:text-is("pinned to kolja")`);
  assert.deepEqual(conflictsOf(place).map(({ name, pin }) => [name, pin]), [[NAME, "kolja"]]);
  assert.deepEqual([...new Set(findingsOf(place, "CUR204").map(({ severity }) => severity))], ["information"]);
  await toldIn(window, place);
  await window.pictures("conflicts-pinned", ["light"]);
}

async function gone({ window, place }: Scene): Promise<void> {
  await rename(window, "ines", "ShopVisitFeatures");
  await eventually(async () => {
    await window.run("workbench.action.files.saveAll");
    assert.deepEqual(conflictsOf(place), []);
  });
  await eventually(async () => assert.deepEqual(await texts(await panel(window), ".summary"), ["No two workspaces declare a step of the same name."]));
  assert.deepEqual(await names(await panel(window)), []);
  assert.deepEqual(findingsOf(place, "CUR204"), []);
  await toldIn(window, place);
}

export const CONFLICTS_PANEL: Seen = {
  group: "conflicts panel",
  prepare: (folder) => brokenRegistries(path.join(folder, "shop-pipelines")),
  tests: {
    "every name that collides is there": opened,
    "its definitions stand side by side, field by field": sideBySide,
    "which one wins where, and why": winners,
    "a tick shows overrides and names of the core's, too": everyName,
    "the keyboard alone reaches everything": keyboard,
    "a button goes to a definition, beside the panel": goTo,
    "the Registry view leads to a name; it looks well": fromTree,
    "a rename from the panel takes a definition out of it and of the problems": renamed,
    "a pin settles it, and the problem is an information": pinned,
    "when the last definition has another name there is no conflict, and no problem": gone,
  },
};
