// The first start of the packed extension, disturbed: killed while it installs the server, and made by two windows at once.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Editor } from "../lib/editor.ts";
import { environmentsOf } from "../lib/places.ts";
import { commandLines, freeze, processes, thaw, type Running } from "../lib/processes.ts";
import type { Seen } from "../lib/seen.ts";
import { until } from "../lib/waiting.ts";
import { bare, bundled, fresh, quiet, type Body } from "./fresh.ts";

const STAMP = "stamp.json";

function environments(editor: Editor): string {
  return environmentsOf(editor.home);
}

/** What lies in a folder; nothing if there is none. */
function inside(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
}

/** The environments that are begun, and not finished. */
function begun(editor: Editor): string[] {
  return inside(environments(editor)).filter((name) => name.includes(".tmp-")).map((name) => path.join(environments(editor), name));
}

function finished(editor: Editor): string[] {
  return inside(environments(editor)).filter((name) => fs.existsSync(path.join(environments(editor), name, STAMP)));
}

function isVirtual(folder: string): boolean {
  return fs.existsSync(path.join(folder, "pyvenv.cfg"));
}

function hasPackages(folder: string): boolean {
  const [python = ""] = inside(path.join(folder, "lib"));
  return inside(path.join(folder, "lib", python, "site-packages")).length > 2;
}

/** Kills VS Code, and the installation with it, as soon as the latter is that far; then it is started again. */
async function killWhen(isThatFar: (folder: string) => boolean, { editor, window, address }: Parameters<Body>[0]): Promise<void> {
  const before = begun(editor);
  await until(() => begun(editor).some((one) => !before.includes(one) && isThatFar(one)), () => inside(environments(editor)), 60);
  await editor.kill();
  assert.deepEqual(finished(editor), [], "it was killed too late");
  assert.equal(begun(editor).length, before.length + 1);
  await editor.startAgain();
  await window.load(address());
}

const killed: Body = async (scene) => {
  await killWhen(isVirtual, scene);
  await killWhen(hasPackages, scene);
  await bundled(scene);
  await quiet(scene);
  assertTidy(scene.editor);
};

/** One finished environment, with the marks of those who use it; nothing else is left. */
function assertTidy(editor: Editor): void {
  const [environment, ...others] = finished(editor);
  assert(environment !== undefined && others.length === 0, JSON.stringify(others));
  assert.deepEqual(inside(environments(editor)).sort(), [environment, "users"].sort());
}

function isInstalling({ command }: Running): boolean {
  return command.includes("install") && command.includes("--require-hashes");
}

function usersOf(editor: Editor): string[] {
  const users = path.join(environments(editor), "users");
  return inside(users).flatMap((name) => inside(path.join(users, name)));
}

/** The installation is held until the other window wants its result, too. */
const together: Body = async (scene) => {
  const { editor, another } = scene;
  const installers = new Set<number>();
  const look = setInterval(() => processes(editor.group).filter(isInstalling).forEach(({ pid }) => installers.add(pid)), 50);
  try {
    const installer = await until(() => processes(editor.group).find(isInstalling), () => commandLines(editor.group), 60);
    freeze(installer.pid);
    const second = await another();
    await until(() => usersOf(editor).length === 2, () => usersOf(editor), 60);
    assert.deepEqual(finished(editor), [], "there is nothing to wait for");
    thaw(installer.pid);
    await Promise.all([scene.window.see(".squiggly-warning"), second.see(".squiggly-warning")]);
    assert.deepEqual(await second.notifications(), []);
  } finally {
    clearInterval(look);
  }
  assert.equal(installers.size, 1, "it is installed once");
  const servers = commandLines(editor.group).filter((words) => words.includes("lsp")).map(([program]) => program);
  assert.equal(servers.length, 2);
  assert.equal(new Set(servers).size, 1, "both windows run the same");
  await quiet(scene);
  assertTidy(editor);
};

export const INSTALLING: readonly Seen[] = [
  fresh("half installed", (folder) => bare(folder), { "an installation that was killed, twice, is made anew, and nothing of it is left": killed }),
  fresh("two windows", (folder) => bare(folder), { "two windows whose first starts overlap share one installation": together }),
];
