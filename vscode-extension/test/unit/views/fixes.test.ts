// What is done about a step from a view, between the server's offer, a person's answer and the editor.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { WorkspaceEdit } from "vscode-languageserver-types";
import { Fixes } from "../../../src/views/fixes";
import { FakeServices } from "../support/services";
import { editor } from "../support/vscode";
import { declaration } from "./samples";

/** A server whose offer is the change of a document in the version that it has now. */
function moving(context: TestContext): { fixes: Fixes; document: { version: number }; offer: { actions: object[] } } {
  const document = { version: 3 };
  const offer = { actions: [{ kind: "refactor.extract" }] };
  const edit = (): WorkspaceEdit => ({ documentChanges: [{ textDocument: { uri: "file:///w/alice.py", version: document.version }, edits: [] }] });
  const fake = new FakeServices(() => assert.fail("no command is needed"));
  fake.client.running = {
    sendRequest: (method: string) => Promise.resolve(method === "textDocument/codeAction" ? offer.actions : { edit: edit() }),
    protocol2CodeConverter: { asWorkspaceEdit: (made: unknown) => Promise.resolve(made) },
  };
  context.after(() => {
    Object.assign(editor, { questions: [], applied: [], press: () => undefined });
  });
  return { fixes: new Fixes(fake.services.client), document, offer };
}

const GRAPH = declaration("Graph", "alice", "workspace");

test("a move that is agreed to is made, and none is made without", async (context) => {
  const { fixes } = moving(context);
  await fixes.promote(GRAPH);
  assert.deepEqual([editor.questions, editor.applied], [["Move 'Graph' from workspace alice into the core?"], []]);
  editor.press = () => "Move to Core";
  await fixes.promote(GRAPH);
  assert.equal(editor.applied.length, 1);
});

test("a file that changes while the question is open is left as it is, and that is told", async (context) => {
  const { fixes, document } = moving(context);
  for (const button of ["Move to Core", "Preview the Change"]) {
    editor.press = () => {
      document.version += 1;
      return button;
    };
    await assert.rejects(fixes.promote(GRAPH), /changed meanwhile/);
  }
  assert.deepEqual(editor.applied, []);
});

test("where the server has no change to offer, nothing is asked", async (context) => {
  const { fixes, offer } = moving(context);
  offer.actions = [];
  await assert.rejects(fixes.promote(GRAPH), /'Graph' cannot be taken into the core from here/);
  offer.actions = [{ kind: "refactor.extract", disabled: { reason: "the core has it" } }];
  await assert.rejects(fixes.promote(GRAPH), /the core has it/);
  assert.deepEqual(editor.questions, []);
});
