// What is told of a change before it is made, and what a yes makes of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agreed, filesOf } from "../../../src/views/edits";

const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
const move = {
  documentChanges: [
    { kind: "create" as const, uri: "file:///core/new.yaml", annotationId: "core" },
    { textDocument: { uri: "file:///core/new.yaml", version: null }, edits: [{ range, newText: "step", annotationId: "core" }] },
    { textDocument: { uri: "file:///alice.py", version: 3 }, edits: [{ range, newText: "", annotationId: "core" }] },
  ],
  changeAnnotations: { core: { label: "The core", needsConfirmation: true } },
};

test("each file of a change is named once", () => {
  assert.deepEqual(filesOf(move), ["file:///core/new.yaml", "file:///alice.py"]);
  assert.deepEqual(filesOf({ changes: { "file:///alice.py": [] } }), ["file:///alice.py"]);
});

test("a change that was agreed to needs no further confirmation, and is the same otherwise", () => {
  const done = agreed(move);
  assert.deepEqual(done.changeAnnotations, { core: { label: "The core", needsConfirmation: false } });
  assert.deepEqual(done.documentChanges, move.documentChanges);
  assert.equal(move.changeAnnotations.core.needsConfirmation, true);
});

test("a change without questions stays as it is", () => {
  const plain = { changes: {} };
  assert.equal(agreed(plain), plain);
});
