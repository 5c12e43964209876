// The packed extension on a machine where nothing is set up: its first start offline, folders that are not trusted, no
// Python, a wrong interpreter, a storage that cannot be written.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { brokenRegistries, write } from "../lib/checkouts.ts";
import type { Profile } from "../lib/editor.ts";
import { PYTHON, environmentsOf, storageOf } from "../lib/places.ts";
import { commandLines } from "../lib/processes.ts";
import type { Scene, Seen } from "../lib/seen.ts";

const WEEKLY = "pipelines/weekly_training.py";

/** Whoever would ask the network finds nobody there. */
const OFFLINE = { http_proxy: "http://127.0.0.1:9", https_proxy: "http://127.0.0.1:9", PIP_INDEX_URL: "http://127.0.0.1:9/simple", PYTHONPATH: undefined };

/** A search path of its own with the Pythons that are given; the system's programs are found behind it. */
function searchPath(folder: string, pythons: Readonly<Record<string, string>>): string {
  const programs = path.join(folder, "programs");
  fs.mkdirSync(programs, { recursive: true });
  for (const [name, target] of Object.entries(pythons)) {
    fs.symlinkSync(target, path.join(programs, name));
  }
  return [programs, "/usr/bin", "/bin"].join(":");
}

/** The system's Pythons and servers, which the extension would find even beside the search path. */
function systemPythons(): string[] {
  const found = ["/usr/local/bin", "/usr/bin"].flatMap((folder) =>
    fs.readdirSync(folder).filter((name) => /^(python|cursus-registry)/.test(name)).map((name) => fs.realpathSync(path.join(folder, name))),
  );
  return [...new Set(found)];
}

/** The interpreter that the one of the tests was made from; it knows nothing of the server. */
function basePython(): string {
  return execFileSync(PYTHON, ["-c", "import sys; print(sys._base_executable)"], { encoding: "utf8" }).trim();
}

export function bare(folder: string, more: Profile = {}, pythons: Readonly<Record<string, string>> = { python3: basePython() }): Profile {
  return { machine: {}, hidden: systemPythons(), ...more, env: { ...OFFLINE, PATH: searchPath(folder, pythons), ...more.env } };
}

export type Body = (scene: Scene) => Promise<void>;

export function fresh(group: string, profile: (folder: string) => Profile, tests: Readonly<Record<string, Body>>, more: (place: string) => Readonly<Record<string, string>> = () => ({})): Seen {
  return {
    group,
    profile,
    tests,
    prepare(folder) {
      const place = path.join(folder, "shop-pipelines");
      return write(brokenRegistries(place), more(place));
    },
    payload: (editor, place) => [["openFile", editor.remote(path.join(place, WEEKLY))]],
  };
}

/** The server that runs is the bundled one, from the extension's own storage. */
export async function bundled({ window, editor }: Scene): Promise<readonly string[]> {
  await window.see(".squiggly-warning");
  const [command, ...others] = commandLines(editor.group).filter((words) => words.includes("lsp"));
  assert(command !== undefined && others.length === 0);
  assert(command[0]?.startsWith(`${environmentsOf(editor.home)}/`), command.join(" "));
  return command;
}

export const quiet: Body = async ({ window }) => assert.deepEqual(await window.notifications(), []);

const firstStart: Body = async (scene) => {
  await bundled(scene);
  await quiet(scene);
  await scene.window.pictures("first-start", ["dark", "light"]);
};

/** Where the program that the folder's settings name tells that it was run. */
function trace(place: string): string {
  return path.join(place, "was-run");
}

const untrusted: Body = async (scene) => {
  await scene.window.see('[id="status.workspaceTrust"]:has-text("Restricted Mode")');
  const command = await bundled(scene);
  assert(command.includes("-I"), command.join(" "));
  assert(!fs.existsSync(trace(scene.place)), "a program of the folder was run");
  await scene.window.pictures("restricted", ["light"]);
};

/** VS Code itself asks for trust before any extension is asked for its tasks: nothing runs until then. */
const noTasks: Body = async ({ window, editor, place }) => {
  await window.page.keyboard.press("F1");
  await window.fill(">Tasks: Run Task");
  await (await window.see('.quick-input-list .monaco-list-row:has-text("Tasks: Run Task")')).click();
  await window.see('.monaco-dialog-box:has-text("Listing and running tasks")');
  await window.pictures("tasks", ["light"]);
  await (await window.see('.monaco-dialog-box .monaco-button:has-text("Cancel")')).click();
  await window.gone(".monaco-dialog-box");
  assert.deepEqual(commandLines(editor.group).filter((words) => words.includes("check")), []);
  assert(!fs.existsSync(trace(place)), "a program of the folder was run");
};

const oneMessage = (text: RegExp, picture: string): Body => async ({ window }) => {
  await window.see(".notification-toast .monaco-button");
  await window.page.waitForTimeout(2000); // for a second message, if there were one
  const said = await window.notifications();
  assert(said.length === 1 && text.test(said[0] ?? ""), JSON.stringify(said));
  await window.pictures(picture, ["light"]);
};

/** Settings that name a program: wherever it is started, it leaves its trace in the folder. */
function runMe(place: string): Record<string, string> {
  return { ".vscode/settings.json": JSON.stringify({ "cursusRegistry.path": ["/bin/sh", "-c", 'touch "$0"', trace(place)] }) };
}

export const FRESH: readonly Seen[] = [
  fresh("first start", (folder) => bare(folder), { "the bundled server is set up offline and finds what is wrong, without a word": firstStart }),
  fresh("not trusted", (folder) => bare(folder, { trust: true }), {
    "only the bundled server runs, isolated; the folder's settings name no program": untrusted,
    "VS Code asks for trust before there are tasks, and without it none runs": noTasks,
  }, runMe),
  fresh("no Python", (folder) => bare(folder, {}, {}), { "one message says what to do, with a button": oneMessage(/No Python was found/, "no-python") }),
  fresh("wrong interpreter", (folder) =>
    bare(folder, { pythonExtension: true, machine: { "cursusRegistry.importStrategy": "fromEnvironment" }, env: { CURSUS_TEST_INTERPRETER: path.join(folder, "gone/bin/python") } }), {
    "an interpreter that is not there gives way to the bundled server": async (scene) => void (await bundled(scene)),
  }),
  fresh("no storage", (folder) => bare(folder, { before: blockStorage }), { "a file in the place of the storage is named, once": oneMessage(/storage|cannot be written|not be written/i, "no-storage") }),
];

function blockStorage(home: string): void {
  const storage = storageOf(home);
  fs.mkdirSync(path.dirname(storage), { recursive: true });
  fs.writeFileSync(storage, "in the way");
}
