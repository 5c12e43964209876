import assert from "node:assert/strict";
import { test } from "node:test";
import { compareWithAnother, compareWorkspaces } from "../../../src/commands/workspaces";
import { FakeServices } from "../support/services";
import { editor } from "../support/vscode";

const PROJECT = { root: "/v", indexed: true, workspace: "alice", chosenWorkspace: null, workspaces: ["alice", "bob"], steps: 3, conflicts: 1 };

/** A server with two projects, of which it holds the first to be meant; and what it was asked about. */
function services(): { fake: FakeServices; about: unknown[] } {
  const about: unknown[] = [];
  const fake = new FakeServices((_, { uri }) => {
    about.push(uri);
    return { root: "/v", projects: [PROJECT, { ...PROJECT, root: "/w", workspaces: ["chen", "dana"] }] };
  });
  return { fake, about };
}

function compared(): unknown {
  const [command, left, right, title] = editor.ran.at(-1) ?? [];
  return [command, String(left), String(right), title];
}

test("a workspace of the tree is compared with another of its own project, never with itself", async () => {
  const { fake, about } = services();
  editor.picks = ["dana"];
  await compareWithAnother(fake.services, "/w", "chen");
  assert.deepEqual(compared(), ["vscode.diff", "cursus-registry:///dana/effective.py", "cursus-registry:///chen/effective.py", "dana ↔ chen"]);
  assert.deepEqual(about, ["file:///w"]);
  const before = editor.ran.length;
  editor.picks = ["chen"];
  await compareWithAnother(fake.services, "/w", "chen");
  assert.equal(editor.ran.length, before);
  await assert.rejects(compareWithAnother(fake.services, "/gone", "chen"), /no project is open at \/gone/);
});

test("two workspaces that are asked for are compared in the order of the questions", async () => {
  const { fake } = services();
  editor.picks = ["core", "bob"];
  await compareWorkspaces(fake.services);
  assert.deepEqual(compared(), ["vscode.diff", "cursus-registry:///core/effective.py", "cursus-registry:///bob/effective.py", "core ↔ bob"]);
});
