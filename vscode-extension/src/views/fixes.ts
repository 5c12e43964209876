// What can be done about a step from a view: each is what the server offers at that place, made by VS Code as an edit
// that can be looked at and taken back.
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { CodeAction, Location, WorkspaceEdit } from "vscode-languageserver-types";
import type { ServerClient } from "../client/client";
import { projectUri } from "../projectUri";
import { agreed, filesOf } from "./edits";
import { openLocation, rangeOf, type Opening } from "./opening";
import type { Declaration, FixKind } from "./protocol";

const EXTRACT = "refactor.extract";
const MOVE = "Move to Core";
const PREVIEW = "Preview the Change";

export class Fixes {
  constructor(private readonly client: ServerClient) {}

  /** Make one fix at a definition. Rejects with a sentence if it cannot be made. */
  async make(kind: FixKind, definition: Declaration, root: string, opening: Opening = {}): Promise<void> {
    switch (kind) {
      case "rename":
        return this.rename(definition, opening);
      case "pin":
        return this.pin(definition, root);
      case "promote":
        return this.promote(definition, opening);
    }
  }

  /** Ask for the new name in the editor, as with the key for it. */
  async rename({ location }: Declaration, opening: Opening = {}): Promise<void> {
    await openLocation(location, opening);
    const { start } = rangeOf(location);
    await vscode.commands.executeCommand("editor.action.rename", [vscode.Uri.parse(location.uri), start.translate(0, 1)]);
  }

  /** Keep the choice of a definition in the project's settings. */
  async pin({ name, namespace }: Declaration, root: string): Promise<void> {
    await this.client.ask("pinDefinition", { name, namespace, uri: projectUri(root) });
  }

  /** Take a workspace's step into the core, after a question: all of the change, or what is ticked in its preview. */
  async promote({ name, namespace, location }: Declaration, opening: Opening = {}): Promise<void> {
    const client = this.client.required();
    await openLocation(location, opening);
    const edit = await extraction(client, name, location);
    const moved = await asMove(edit, `Move '${name}' from workspace ${namespace} into the core?`);
    if (moved !== undefined) {
      await requireSame(client, name, location, edit);
      await vscode.workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(moved), { isRefactoring: true });
    }
  }
}

/** The change that the server offers at a step. Rejects with a sentence if it offers none. */
async function extraction(client: LanguageClient, name: string, { uri, range }: Location): Promise<WorkspaceEdit> {
  const params = { textDocument: { uri }, range, context: { diagnostics: [], only: [EXTRACT], triggerKind: 1 } };
  const offered = await client.sendRequest<CodeAction[] | null>("textDocument/codeAction", params);
  const action = offered?.find(({ kind }) => kind === EXTRACT);
  if (action?.disabled !== undefined) {
    throw new Error(action.disabled.reason);
  }
  const edit = action && (action.edit ?? (await client.sendRequest<CodeAction>("codeAction/resolve", action)).edit);
  if (edit === undefined) {
    throw new Error(`'${name}' cannot be taken into the core from here`);
  }
  return edit;
}

/** Rejects with a sentence if the server would make another change by now: a file has changed while a person was asked. */
async function requireSame(client: LanguageClient, name: string, location: Location, edit: WorkspaceEdit): Promise<void> {
  if (JSON.stringify(await extraction(client, name, location)) !== JSON.stringify(edit)) {
    throw new Error(`a file has changed meanwhile, and '${name}' was not moved; move it again`);
  }
}

/** The change as a person wants it: at once as a whole, looked at bit by bit first, or not at all. */
async function asMove(edit: WorkspaceEdit, question: string): Promise<WorkspaceEdit | undefined> {
  const files = filesOf(edit).map((uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)));
  const detail = `These files change:\n${files.map((file) => `• ${file}`).join("\n")}\n\nUndo takes it back.`;
  const answer = await vscode.window.showInformationMessage(question, { modal: true, detail }, MOVE, PREVIEW);
  return answer === MOVE ? agreed(edit) : answer === PREVIEW ? edit : undefined;
}
