// Takes a person to a place that the server has named: in its file, in its cell, beside a panel.
import * as vscode from "vscode";
import type { Location } from "vscode-languageserver-types";

export interface Opening {
  /** Where an editor is opened; the active column unless it is said. */
  readonly column?: vscode.ViewColumn | undefined;
  readonly preserveFocus?: boolean;
}

/** Open the file of a place, with the cursor at its beginning: nothing is selected that the next key would replace. */
export async function openLocation(location: Location, { column, preserveFocus = false }: Opening = {}): Promise<void> {
  const uri = vscode.Uri.parse(location.uri);
  const { start } = rangeOf(location);
  const selection = new vscode.Range(start, start);
  const where = { preserveFocus, ...(column === undefined ? {} : { viewColumn: column }) };
  if (uri.path.endsWith(".ipynb") && uri.scheme === "file") {
    await vscode.commands.executeCommand("vscode.open", uri, where); // the place is one of the JSON text
    return;
  }
  const notebook = vscode.workspace.notebookDocuments.find((one) => one.getCells().some(({ document }) => sameUri(document.uri, uri)));
  if (notebook !== undefined) {
    await openCell(notebook, uri, selection, where);
    return;
  }
  await vscode.window.showTextDocument(uri, { ...where, selection });
}

/** Another column than a panel's: that which shows the file, else any that is there; a new one if there is none. */
export function columnBeside(panel: vscode.ViewColumn | undefined, { uri }: Location): vscode.ViewColumn {
  const { path } = vscode.Uri.parse(uri); // of a cell that of its notebook
  const others = vscode.window.tabGroups.all.filter(({ viewColumn }) => viewColumn !== panel);
  const having = others.find(({ activeTab }) => pathOf(activeTab?.input) === path);
  return (having ?? others[0])?.viewColumn ?? vscode.ViewColumn.Beside;
}

function pathOf(input: unknown): string | undefined {
  const isFile = input instanceof vscode.TabInputText || input instanceof vscode.TabInputNotebook;
  return isFile ? input.uri.path : undefined;
}

/** A place as VS Code has it; the client speaks with the server in VS Code's own units. */
export function rangeOf({ range: { start, end } }: Location): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export function sameUri(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.toString() === other.toString();
}

async function openCell(
  notebook: vscode.NotebookDocument,
  uri: vscode.Uri,
  selection: vscode.Range,
  where: { preserveFocus: boolean; viewColumn?: vscode.ViewColumn },
): Promise<void> {
  const number = notebook.getCells().findIndex(({ document }) => sameUri(document.uri, uri));
  const cells = new vscode.NotebookRange(number, number + 1);
  await vscode.window.showNotebookDocument(notebook, { ...where, selections: [cells] });
  const editor = vscode.window.visibleTextEditors.find(({ document }) => sameUri(document.uri, uri));
  if (editor !== undefined) {
    editor.selection = new vscode.Selection(selection.start, selection.end);
    editor.revealRange(selection);
  }
}
