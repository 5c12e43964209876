// What the tests inside the extension host share: registering, waiting, and looking at documents.
import path from "node:path";
import * as vscode from "vscode";
import { until } from "../lib/waiting.ts";

export { pause, until } from "../lib/waiting.ts";

type Body = () => Promise<void>;

export interface Test {
  readonly name: string;
  readonly body: Body;
}

const groups = new Map<string, Test[]>();

/** Registers a test of a group; they run in this order, all in one window. */
export function test(group: string, name: string, body: Body): void {
  groups.set(group, [...(groups.get(group) ?? []), { name, body }]);
}

export function testsOf(group: string): readonly Test[] {
  return groups.get(group) ?? [];
}

/** The folder that was prepared for this group. */
export function folder(): string {
  const { CURSUS_TEST_FOLDER } = process.env;
  if (CURSUS_TEST_FOLDER === undefined) {
    throw new Error("CURSUS_TEST_FOLDER is not set");
  }
  return CURSUS_TEST_FOLDER;
}

export function uri(file: string): vscode.Uri {
  return vscode.Uri.file(path.join(folder(), file));
}

/** The findings of a file, as `line: code`, in order. */
export function findings(file: string | vscode.Uri): string[] {
  return ours(file).map((one) => `${one.range.start.line + 1}: ${code(one)}`).sort();
}

/** The diagnostics of ours; other extensions have their own. */
export function ours(file: string | vscode.Uri): vscode.Diagnostic[] {
  const place = typeof file === "string" ? uri(file) : file;
  return vscode.languages.getDiagnostics(place).filter((one) => /^CUR\d{3}$/.test(code(one)));
}

export function code(one: vscode.Diagnostic): string {
  return String(typeof one.code === "object" ? one.code.value : one.code);
}

export async function shows(file: string | vscode.Uri, wanted: readonly string[], seconds = 20): Promise<void> {
  await until(() => JSON.stringify(findings(file)) === JSON.stringify([...wanted].sort()), () => findings(file), seconds);
}

export async function open(file: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri(file)));
}

/** The place in a document where a text stands for the first time, `offset` characters further. */
export function at(document: vscode.TextDocument, text: string, offset = 1): vscode.Position {
  const start = document.getText().indexOf(text);
  if (start < 0) {
    throw new Error(`${document.uri.fsPath} does not hold ${text}`);
  }
  return document.positionAt(start + offset);
}

export async function replace(editor: vscode.TextEditor, old: string, text: string): Promise<void> {
  const { document } = editor;
  const range = new vscode.Range(at(document, old, 0), at(document, old, old.length));
  if (!(await editor.edit((edit) => edit.replace(range, text)))) {
    throw new Error("the editor refused the edit");
  }
}

/** Back to what is on the disk, and closed. */
export async function revert(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
}

/** Every editor reverted and closed, so that each test begins with what is on the disk. */
export async function closeAll(): Promise<void> {
  while (vscode.window.tabGroups.all.some((group) => group.tabs.length > 0)) {
    await revert();
  }
  const notebooks = (): string[] => vscode.workspace.notebookDocuments.map((one) => one.uri.toString());
  await until(() => notebooks().length === 0, notebooks);
}

/** The name of a file below the folder of this group. */
export function relative(place: vscode.Uri): string {
  return path.relative(folder(), place.fsPath);
}

/** An answer of one of VS Code's own commands for providers. */
export async function ask<Got>(command: string, ...rest: unknown[]): Promise<Got> {
  const got = await vscode.commands.executeCommand<Got | undefined>(command, ...rest);
  if (got === undefined) {
    throw new Error(`${command} gives nothing`);
  }
  return got;
}
