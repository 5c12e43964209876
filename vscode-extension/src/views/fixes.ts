// What can be done about a step from a view: each is what the server offers at that place, made by VS Code as an edit
// that can be looked at and taken back.
import * as vscode from "vscode";
import type { CodeAction } from "vscode-languageserver-types";
import type { ServerClient } from "../client/client";
import { openLocation, rangeOf, type Opening } from "./opening";
import type { Declaration, FixKind } from "./protocol";

const EXTRACT = "refactor.extract";

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
    await this.client.ask("pinDefinition", { name, namespace, uri: vscode.Uri.file(root).toString() });
  }

  /** Take a workspace's step into the core; VS Code shows the change before it is made. */
  async promote({ name, location }: Declaration, opening: Opening = {}): Promise<void> {
    const client = this.client.running;
    if (client === undefined) {
      throw new Error("the server does not run; its log says why");
    }
    await openLocation(location, opening);
    const textDocument = { uri: location.uri };
    const context = { diagnostics: [], only: [EXTRACT], triggerKind: 1 };
    const params = { textDocument, range: location.range, context };
    const offered = await client.sendRequest<CodeAction[] | null>("textDocument/codeAction", params);
    const action = offered?.find(({ kind }) => kind === EXTRACT);
    if (action === undefined) {
      throw new Error(`'${name}' cannot be taken into the core from here`);
    }
    if (action.disabled !== undefined) {
      throw new Error(action.disabled.reason);
    }
    const made = action.edit === undefined ? await client.sendRequest<CodeAction>("codeAction/resolve", action) : action;
    const edit = made.edit && (await client.protocol2CodeConverter.asWorkspaceEdit(made.edit));
    if (edit !== undefined) {
      await vscode.workspace.applyEdit(edit, { isRefactoring: true });
    }
  }
}
