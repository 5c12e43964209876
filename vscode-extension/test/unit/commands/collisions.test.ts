import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveCollision } from "../../../src/commands/collisions";
import { stateOf } from "../../../src/words";
import { FakeServices } from "../support/services";
import { editor } from "../support/vscode";
import { conflict } from "../views/samples";

const PROJECT = { root: "/w", indexed: true, workspace: null, chosenWorkspace: null, workspaces: ["alice", "bob"], steps: 3, conflicts: 1 };

function services(): { fake: FakeServices; told: object[] } {
  const told: object[] = [];
  const fake = new FakeServices((command, argument) => {
    told.push({ command, ...argument });
    const found = { root: "/w", uri: "cursus-registry:///conflicts.md", conflicts: [{ ...conflict("Graph", "alice", "bob"), severity: null }] };
    return command === "overview" ? { root: "/w", projects: [PROJECT] } : found;
  });
  return { fake, told };
}

test("each way out of a collision is that of the views", async () => {
  const { fake, told } = services();
  editor.picks = ["Graph", "Go to alice.Graph"];
  await resolveCollision(fake.services);
  assert.deepEqual(editor.opened, ["file:///w/alice.py"]);
  editor.picks = ["Pin Graph to bob"];
  await resolveCollision(fake.services, "Graph");
  assert.deepEqual(told.at(-1), { command: "pinDefinition", name: "Graph", namespace: "bob", uri: "file:///w" });
  editor.picks = ["Rename bob.Graph"];
  await resolveCollision(fake.services, "Graph");
  assert.deepEqual([editor.opened.at(-1), editor.ran.at(-1)?.[0]], ["file:///w/bob.py", "editor.action.rename"]);
});

test("a collision is settled, or as bad as a rule says, if one does", () => {
  assert.equal(stateOf({ severity: null, pin: null }), undefined);
  assert.equal(stateOf({ severity: "warning", pin: null }), "warning");
  assert.equal(stateOf({ severity: "warning", pin: "bob" }), "pinned to bob");
});
