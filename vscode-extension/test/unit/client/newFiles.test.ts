import assert from "node:assert/strict";
import { test } from "node:test";
import type { CreateFile, TextDocumentEdit } from "vscode-languageclient";
import { newFiles } from "../../../src/client/newFiles";

const START = { line: 0, character: 0 };

function made(uri: string, options: CreateFile["options"] = { overwrite: false, ignoreIfExists: false }): CreateFile {
  return { kind: "create", uri, options };
}

function filled(uri: string, ...texts: readonly string[]): TextDocumentEdit {
  return { textDocument: { uri, version: null }, edits: texts.map((newText) => ({ range: { start: START, end: START }, newText })) };
}

test("files that are made with one text each are files, and empty ones are, too", () => {
  const documentChanges = [made("file:///a"), filled("file:///a", "one\n"), made("file:///b")];
  assert.deepEqual(newFiles({ documentChanges }), [{ uri: "file:///a", text: "one\n" }, { uri: "file:///b", text: "" }]);
});

test("an edit that does anything else is left as it is", () => {
  const other = [
    [],
    [filled("file:///there", "more")],
    [made("file:///a"), filled("file:///there", "more")],
    [made("file:///a"), filled("file:///a", "one", "two")],
    [made("file:///a"), filled("file:///a", "one"), filled("file:///a", "two")],
    [made("file:///a", { overwrite: true })],
    [made("file:///a", { ignoreIfExists: true })],
    [made("file:///a"), { kind: "delete" as const, uri: "file:///b" }],
  ];
  assert.deepEqual(other.map((documentChanges) => newFiles({ documentChanges })), other.map(() => undefined));
  assert.equal(newFiles({ changes: { "file:///a": [] } }), undefined);
});
