import assert from "node:assert/strict";
import { test } from "node:test";
import type { State } from "../../../src/client/state";
import { effectivePath, meantProject, type Overview, type ProjectOverview } from "../../../src/overview";
import { commandOf } from "../../../src/server/choose";
import { shownStatus } from "../../../src/status/text";
import { checkArguments } from "../../../src/tasks/command";
import manifest from "../../../package.json";

const RUNNING: State = { kind: "running", version: "0.1.0", origin: "bundled", note: undefined };

function project(changed: Partial<ProjectOverview> = {}): ProjectOverview {
  const empty = { root: "/w", indexed: true, workspace: "ann", chosenWorkspace: null, workspaces: ["ann"] };
  return { ...empty, steps: 35, conflicts: 1, ...changed };
}

function overview(projects: ProjectOverview[], root: string | null = "/w"): Overview {
  return { root, projects };
}

test("the status names workspace, steps and conflicts, and in its details the server", () => {
  const shown = shownStatus(RUNNING, overview([project()]));
  assert.deepEqual(shown, { text: "ann · 35 steps · 1 conflict", detail: "server 0.1.0, bundled", weight: "information", busy: false });
  assert.equal(shownStatus(RUNNING, overview([project({ workspace: null, steps: 1, conflicts: 0 })])).text, "core · 1 step · 0 conflicts");
});

test("while a project is read, it says so; with several of them, how many", () => {
  assert.equal(shownStatus(RUNNING, undefined).busy, true);
  assert.equal(shownStatus(RUNNING, overview([project({ indexed: false })])).busy, true);
  assert.equal(shownStatus(RUNNING, overview([project(), project({ root: "/v" })], null)).text, "2 registries");
  assert.equal(shownStatus(RUNNING, overview([], null)).text, "No registry is open");
});

test("a server of another version is a warning, and one that cannot tell is not busy for ever", () => {
  const shown = shownStatus({ ...RUNNING, version: "0.0.9", note: "it is older" }, null);
  assert.deepEqual([shown.weight, shown.busy, shown.detail], ["warning", false, "it is older; server 0.0.9, bundled"]);
});

test("a server that does not run shows why", () => {
  const problem = { cause: "noPython" as const, message: "No Python", remedies: [] };
  assert.deepEqual(shownStatus({ kind: "failed", problem }, undefined), {
    text: "Cursus Registry: not running",
    detail: "No Python",
    weight: "error",
    busy: false,
  });
  assert.equal(shownStatus({ kind: "installing" }, undefined).busy, true);
});

test("the project that is meant is that of the file", () => {
  const projects = [project({ root: "/v" }), project()];
  assert.equal(meantProject(overview(projects))?.root, "/w");
  assert.equal(meantProject(overview(projects, null)), undefined);
  assert.deepEqual(effectivePath("ann", "/w x"), { path: "/ann/effective.py", query: "root=/w x" });
});

test("a task runs the server's own program, one line a finding", () => {
  assert.deepEqual(commandOf({ command: "/p", args: ["-I", "-m", "cursus_registry", "lsp"] }), { command: "/p", args: ["-I", "-m", "cursus_registry"] });
  assert.equal(commandOf({ command: "/p", args: ["talk.py"] }), undefined);
  assert.deepEqual(checkArguments({ type: "cursus-registry", args: ["--select", "CUR2"] }), ["check", "--output-format", "concise", "--select", "CUR2"]);
});

test("the problem matcher reads a line of check, with spaces and colons in the path", () => {
  const pattern = new RegExp(manifest.contributes.problemPatterns[0]?.regexp ?? "none");
  const line = "C:\\my work\\a.py:4:5: information[CUR214] 'X' is one letter away: (a) [b]";
  const found = pattern.exec(line);
  assert.deepEqual(found?.slice(1), ["C:\\my work\\a.py", "4", "5", "information", "CUR214", "'X' is one letter away: (a) [b]"]);
  assert.equal(pattern.exec("12 findings: 3 errors"), null);
});

test("nothing starts the extension but the files of a registry", () => {
  assert.ok(manifest.activationEvents.every((event) => event.startsWith("workspaceContains:")));
  assert.deepEqual(manifest.activationEvents.filter((event) => /\*\.py$|onLanguage/.test(event)), []);
});

test("every command of the manifest has a title, and is in the palette only while the extension runs", () => {
  const { commands, menus } = manifest.contributes;
  const shown = new Map(menus.commandPalette.map(({ command, when }) => [command, when]));
  const isOfNode = (command: string): boolean => command.startsWith("cursusRegistry.view."); // such a one needs what it is run on
  assert.ok(commands.every(({ title }) => title !== ""));
  assert.ok(
    commands.every(({ command }) => shown.get(command) === "cursusRegistry.active" || (isOfNode(command) && shown.get(command) === "false")),
  );
});
