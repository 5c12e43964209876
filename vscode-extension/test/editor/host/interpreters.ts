// The interpreter that the Python extension names is another: the server starts again from it, once.
import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { started } from "../lib/interpreters.ts";
import { PIPELINE } from "../lib/names.ts";
import { languageServers, ownGroup } from "../lib/processes.ts";
import { livesIn } from "./projects.ts";
import { folder, pause, test, until } from "./support.ts";

const GROUP = "interpreters";
/** Longer than what is waited for so that changes come together. */
const SETTLED_MS = 1500;

/** As a person chooses in the list of the Python extension. */
async function choose(name: string): Promise<void> {
  await vscode.commands.executeCommand("python-stand-in.choose", path.join(folder(), "interpreters", name));
}

async function onlyOneRuns(): Promise<void> {
  await pause(SETTLED_MS);
  await livesIn(PIPELINE);
  assert.equal(languageServers(ownGroup()).length, 1);
}

test(GROUP, "the server of the chosen interpreter runs", async () => {
  await livesIn(PIPELINE);
  assert.deepEqual(started(folder()), ["one"]);
});

test(GROUP, "another interpreter starts the server again, once", async () => {
  await choose("two");
  await until(() => started(folder()).length > 1, () => started(folder()));
  await onlyOneRuns();
  assert.deepEqual(started(folder()), ["one", "two"]);
});

test(GROUP, "a burst of changes is one start, from the last that was chosen", async () => {
  await Promise.all(["one", "two", "one", "two", "one"].map(choose));
  await until(() => started(folder()).length > 2, () => started(folder()));
  await onlyOneRuns();
  assert.deepEqual(started(folder()), ["one", "two", "one"]);
});

test(GROUP, "a change that comes while the server starts wins", async () => {
  await choose("two");
  await until(() => started(folder()).length > 3, () => started(folder()));
  await choose("one");
  await until(() => started(folder()).length > 4, () => started(folder()));
  await onlyOneRuns();
  assert.deepEqual(started(folder()).slice(3), ["two", "one"]);
});
