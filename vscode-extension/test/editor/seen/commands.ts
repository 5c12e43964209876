// The commands that ask something or show a page, clicked through on a healthy checkout with one collision.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { copyFixture, write } from "../lib/checkouts.ts";
import { registry } from "../lib/names.ts";
import { SERVER_COMMAND } from "../lib/places.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { until } from "../lib/waiting.ts";
import { LANGUAGE_STATUS, type Window } from "../lib/window.ts";

const PIPELINE = "pipelines/fraud_training.py";
/** What alice says of a step of the core. */
const ALICES = "starting from last night";

const ERIN = `WORKSPACE_STEPS = {
    "AddressGeocoding": {
        "config_class": "AddressGeocodingConfig",
        "builder_step_name": "AddressGeocodingStepBuilder",
        "spec_type": "AddressGeocoding",
        "sagemaker_step_type": "Processing",
        "description": "Looks addresses up in a list",
    },
}

WORKSPACE_METADATA = {"developer_id": "erin"}
`;

async function statusSays(window: Window, text: string): Promise<void> {
  await window.hover(await window.see(LANGUAGE_STATUS));
  await window.see(`.hover-language-status:has-text("${text}")`);
}

async function switching(scene: Scene): Promise<void> {
  const { window } = scene;
  await window.text("XGBoostTraining");
  await statusSays(window, "1 conflict");
  await statusSays(window, "core ·");
  const fromCore = await completed(scene);
  await window.begin("Switch Workspace", "See files outside of all workspaces from");
  await window.pictures("switch", ["light"]);
  await window.pick("alice");
  await statusSays(window, "alice ·");
  await statusSays(window, "chosen for files outside of all workspaces");
  await window.pictures("switched", ["light"]);
  await window.hover(await window.text("XGBoostTraining"));
  await window.see(`.monaco-hover:has-text("${ALICES}")`);
  const fromAlice = await completed(scene);
  assert(!fromCore.includes("ChargebackLabeling"), fromCore.join(", "));
  assert.deepEqual(fromAlice.slice(0, 2).sort(), ["ChargebackLabeling", "MerchantGraphFeatures"], "alice's own come first");
}

/** The names that are offered in an empty call, from the top; the call is taken back. */
async function completed({ window }: Scene): Promise<string[]> {
  const { keyboard } = window.page;
  await window.click("TRAINING_CONFIG");
  await keyboard.press("Home");
  await keyboard.type('get_config_class_name("');
  await window.see(".suggest-widget.visible .monaco-list-row");
  const names = await window.page.locator(".suggest-widget.visible .monaco-list-row .label-name").allInnerTexts();
  await keyboard.press("Escape");
  await window.run("workbench.action.files.revert");
  return names;
}

function git(place: string, ...command: string[]): string[] {
  return execFileSync("git", command, { cwd: place, encoding: "utf8" }).split("\n").filter((line) => line !== "").sort();
}

/** The files of a checkout that git does not know as they are. */
function changed(place: string): string[] {
  return git(place, "status", "--porcelain", "--untracked-files=all");
}

/** What the terminal makes of the same wish: texts by path. */
function fromTerminal(place: string): Record<string, string> {
  const copy = `${place}-copy`;
  execFileSync("git", ["clone", "--quiet", place, copy]);
  const [program = "", ...rest] = SERVER_COMMAND;
  execFileSync(program, [...rest.slice(0, -1), "init", "frank", "--template", "standard", "--project", copy]);
  return texts(copy);
}

function texts(place: string): Record<string, string> {
  const names = git(place, "ls-files", "--others", "--exclude-standard");
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(place, name), "utf8")]));
}

async function creating({ window, place }: Scene): Promise<void> {
  const wanted = fromTerminal(place);
  assert(Object.keys(wanted).length > 10);
  await window.begin("Create Workspace from Template", "The id of the new workspace");
  await window.fill("two words");
  await window.see('.quick-input-message:has-text("letters, digits")');
  await window.fill("ALICE");
  await window.see('.quick-input-message:has-text("There is a workspace alice already")');
  await window.pictures("create", ["light"]);
  await window.fill("frank");
  await window.page.keyboard.press("Enter");
  await window.asked("From which template?");
  await window.pictures("template", ["light"]);
  await window.pick("standard");
  await window.see('.tab.active:has-text("workspace_registry.py")');
  await window.text("The step registry of workspace frank");
  await window.pictures("created", ["light"]);
  assert.equal(await window.page.locator(".tabs-container .tab").count(), 2, "the pipeline and the new registry are open, no more");
  assert.deepEqual(texts(place), wanted);
  assert.deepEqual(changed(place).filter((line) => !line.startsWith("?? developer_workspaces/developers/frank/")), []);
  assert.deepEqual(await window.notifications(), []);
}

async function resolving({ window, place }: Scene): Promise<void> {
  await window.begin("Resolve a Collision", "Which collision?");
  await window.pictures("collisions", ["light"]);
  await window.pick("AddressGeocoding");
  await window.asked("AddressGeocoding");
  await window.pictures("collision", ["light"]);
  await window.pick("Go to erin.AddressGeocoding");
  await window.text("Looks addresses up in a list");
  await window.begin("Resolve a Collision", "Which collision?");
  await window.pick("AddressGeocoding");
  await window.pick("Pin AddressGeocoding to bob");
  const settings = path.join(place, "cursus-registry.toml");
  await until(() => fs.existsSync(settings) && /AddressGeocoding\W+=\W+bob/.test(fs.readFileSync(settings, "utf8")), () => changed(place));
  await window.begin("Resolve a Collision", "Which collision?");
  const [offered] = await window.offered();
  assert.match(offered ?? "", /pinned to bob/);
  await window.page.keyboard.press("Escape");
  assert.deepEqual(await window.notifications(), []);
}

/** The page that is shown; what is typed into it leaves no trace. */
async function readOnly(window: Window, tab: string, text: string): Promise<void> {
  await window.see(`.tab.active:has-text("${tab}")`);
  await window.click(text);
  await window.page.keyboard.type("zzzz");
  await window.see('.monaco-editor-overlaymessage:has-text("read-only")');
  await window.page.keyboard.press("Escape");
  assert.equal(await window.page.locator(".tab.active.dirty").count(), 0);
}

async function reports({ window }: Scene): Promise<void> {
  await window.command("Show Health Report");
  await readOnly(window, "health.txt", "workspaces");
  await window.pictures("health", ["light"]);
  await window.command("Show Server Status");
  await readOnly(window, "server status.json", "running");
  await window.pictures("server-status", ["light"]);
}

async function effective({ window }: Scene): Promise<void> {
  await window.begin("Show Effective Registry", "What which workspace sees?");
  await window.pick("alice");
  await readOnly(window, "effective.py", "STEP_NAMES");
  await window.text("ChargebackLabeling");
  await window.pictures("effective", ["light"]);
}

async function comparing({ window }: Scene): Promise<void> {
  await window.begin("Compare Workspaces", "Compare which workspace…");
  await window.pick("core");
  await window.asked("…core with which?");
  assert(!(await window.offered()).some((one) => one.startsWith("core")), "nothing is compared with itself");
  await window.pick("alice");
  await window.see('.tab.active:has-text("core ↔ alice")');
  await window.see('.monaco-diff-editor .original .view-line:has-text("a look-up without a workspace sees")');
  await window.see('.monaco-diff-editor .modified .view-line:has-text("workspace alice sees")');
  await window.pictures("compared", ["light"]);
}

export const COMMANDS: Seen = {
  group: "commands",
  profile: () => ({ machine: {}, env: { PYTHONPATH: undefined } }),
  prepare(folder) {
    const place = path.join(folder, "fraud-pipelines");
    write(place, { [registry("erin")]: ERIN });
    return copyFixture("healthy", place);
  },
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, PIPELINE))]],
  tests: {
    "another workspace is chosen, and status, hover and completion follow": switching,
    "a workspace is made from a template, and nothing else is touched": creating,
    "a collision is looked at, and pinned": resolving,
    "the health report and the server's status are pages to read": reports,
    "what a workspace sees is a page to read": effective,
    "two workspaces are compared by VS Code's own means": comparing,
  },
};
