// What VS Code offers with the server, feature by feature, as the table of editors in the README has it: each test is
// named after its column, and returns what stands there. The other editors are asked the same in tests/editors.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { copyFixture, write } from "../lib/checkouts.ts";
import { kill, languageServers } from "../lib/processes.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { until } from "../lib/waiting.ts";
import { heard, recorded, type Message } from "../lib/wire.ts";

const WEEKLY = "pipelines/weekly_training.py";
const OTHER_FILES = ["nightly_scoring.dag.json", "cursus-registry.toml", "package.step.yaml"];
const SQUIGGLE = '[class*="squiggly-"]';
/** Seconds in which a busy machine starts a server. */
const PATIENCE = 60;
const WORKSPACE = "developer_workspaces/developers/alice/src/cursus_dev";
const REGISTRY = `${WORKSPACE}/registry/workspace_registry.py`;
const LOOKUP = `${WORKSPACE}/pipelines/contract_report.py`;
const DEFINITION = '"TabularPreprocessing": {';

let record = "";

function newest(): Message[] {
  const [last] = heard(record).slice(-1);
  assert(last !== undefined, "no server was started");
  return last;
}

function methods(): string[] {
  return newest().flatMap(({ method }) => method ?? []);
}

async function squiggles({ window }: Scene, count: number): Promise<void> {
  const shown = window.page.locator(".squiggly-warning >> visible=true");
  await until(async () => (await shown.count()) === count, () => shown.count(), PATIENCE);
}

/** The one server of ours; its recorder stands before it. */
async function server({ editor }: Scene): Promise<number> {
  const two = (): number | false | undefined => {
    const running = languageServers(editor.group);
    return running.length === 2 && running.at(-1);
  };
  return until(two, () => languageServers(editor.group), PATIENCE);
}

async function diagnostics(scene: Scene): Promise<string> {
  await squiggles(scene, 2);
  assert(methods().includes("textDocument/diagnostic"));
  return "asked for";
}

async function liveEdit(scene: Scene): Promise<string> {
  const { window, place } = scene;
  const before = fs.readFileSync(path.join(place, WEEKLY), "utf8");
  await (await window.text("XGBoostTrainng")).dblclick();
  await window.page.keyboard.type("XGBoostTraining");
  await squiggles(scene, 1);
  await window.run("undo");
  await squiggles(scene, 2);
  assert.equal(fs.readFileSync(path.join(place, WEEKLY), "utf8"), before, "nothing was saved");
  await window.run("workbench.action.files.revert");
  return "while typing";
}

async function otherFiles(scene: Scene): Promise<string> {
  const { window } = scene;
  for (const name of OTHER_FILES) {
    await window.openFile(name);
    await window.see(SQUIGGLE);
    await window.run("workbench.action.closeActiveEditor");
  }
  await server(scene);
  return OTHER_FILES.map((name) => path.extname(name).slice(1).toUpperCase()).sort().join(", ");
}

async function hover({ window }: Scene): Promise<string> {
  await window.hover(await window.text("TabularPreprocessing"));
  await window.see('.monaco-hover table:has-text("TabularPreprocessingConfig")');
  await window.page.keyboard.press("Escape");
  return "Markdown";
}

async function completion({ window }: Scene): Promise<string> {
  const { keyboard } = window.page;
  await window.click("Registration");
  await keyboard.press("End");
  await keyboard.press("Enter");
  await keyboard.type('MORE = get_config_class_name("XGB', { delay: 30 });
  await (await window.see('.suggest-widget.visible .monaco-list-row:has-text("XGBoostModelEval")')).click();
  const lines = window.page.locator(".editor-instance .view-lines").first();
  await until(async () => (await lines.innerText()).replaceAll("\u00a0", " ").includes('MORE = get_config_class_name("XGBoostModelEval")'), () => lines.innerText());
  await window.run("workbench.action.files.revert");
  return "while typing";
}

async function definition({ window, place }: Scene): Promise<string> {
  const core = fs.readFileSync(path.join(place, "src/cursus/registry/step_names.py"), "utf8").split("\n");
  const line = core.findIndex((one) => one.includes(DEFINITION)) + 1;
  await window.click("TabularPreprocessing");
  await window.page.keyboard.press("F12");
  await window.isAt("step_names.py", { line, column: 5 });
  await window.run("workbench.action.closeActiveEditor");
  return "`F12`";
}

async function rename({ window, place }: Scene): Promise<string> {
  const files = [REGISTRY, LOOKUP].map((file) => path.join(place, file));
  const before = files.map((file) => fs.readFileSync(file, "utf8"));
  const after = before.map((text) => text.replaceAll('"ContractHistory"', '"ContractYears"'));
  await window.openFile(path.basename(LOOKUP));
  await window.click("ContractHistory");
  await window.page.keyboard.press("F2");
  await (await window.see(".rename-box input")).fill("ContractYears");
  await window.page.keyboard.press("Enter");
  await (await window.see('.bulk-edit-panel .monaco-button:has-text("Apply")')).click(); // its classes are not ticked
  const now = async (): Promise<string[]> => {
    await window.run("workbench.action.files.saveAll");
    return files.map((file) => fs.readFileSync(file, "utf8"));
  };
  await until(async () => isDeepStrictEqual(await now(), after), now);
  files.forEach((file, index) => {
    fs.writeFileSync(file, before[index] ?? "");
  });
  await window.run("workbench.action.closeActiveEditor");
  return "`F2`";
}

/** The fixture, and a pipeline of a workspace that mentions one of its own steps. */
function checkout(folder: string): string {
  copyFixture("broken", folder);
  return write(folder, { [LOOKUP]: 'from cursus.registry.step_names import get_config_class_name\n\nHISTORY = get_config_class_name("ContractHistory")\n' });
}

async function positions(scene: Scene): Promise<string> {
  const { window } = scene;
  const offered = newest().find(({ method }) => method === "initialize")?.params as { capabilities: { general: { positionEncodings: string[] } } };
  assert.deepEqual(offered.capabilities.general.positionEncodings, ["utf-16"]);
  await window.click("XGBoostTrainng");
  await window.page.keyboard.press("Home");
  await window.page.keyboard.insertText('"ä🚀", ');
  const named = await window.text("XGBoostTrainng");
  const under = window.page.locator(".squiggly-warning >> visible=true").first();
  const start = async (): Promise<number> => (await window.area(under)).x;
  const { x, width } = await window.area(named);
  const wanted = x + width * (1 / '"XGBoostTrainng"'.length); // behind the quote
  await until(async () => Math.abs((await start()) - wanted) < 2, async () => ({ wanted, there: await start() }));
  await window.run("workbench.action.files.revert");
  return "UTF-16";
}

async function restart(scene: Scene): Promise<string> {
  const before = await server(scene);
  await scene.window.command("Cursus Registry: Restart Server");
  await until(async () => (await server(scene)) !== before, () => before, PATIENCE);
  await squiggles(scene, 2);
  return "*Restart Server*";
}

async function crash(scene: Scene): Promise<string> {
  const before = await server(scene);
  kill(before);
  await until(async () => (await server(scene)) !== before, () => before, PATIENCE);
  await squiggles(scene, 2);
  await liveEdit(scene);
  return "by itself";
}

async function exit({ window, editor }: Scene): Promise<string> {
  await window.page.goto("about:blank");
  await until(() => languageServers(editor.group).length === 0, () => languageServers(editor.group), PATIENCE);
  const said = methods().filter((one) => ["shutdown", "exit"].includes(one));
  assert.deepEqual(said, ["shutdown", "exit"]);
  return said.join(" and ");
}

export const FEATURES: Seen = {
  group: "features",
  profile(folder) {
    record = path.join(folder, "record");
    return { machine: { "cursusRegistry.path": recorded(record) } };
  },
  prepare: (folder) => checkout(path.join(folder, "a check out #1 50% ä")),
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, WEEKLY))]],
  tests: { diagnostics, live_edit: liveEdit, other_files: otherFiles, hover, completion, definition, rename, positions, restart, crash, exit },
};
