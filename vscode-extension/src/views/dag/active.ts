// The file that a person looks at: that of the active editor, of a cell its notebook.
import * as vscode from "vscode";

export function activeFile(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.uri.scheme === "file") {
    return document.uri;
  }
  const notebook = vscode.window.activeNotebookEditor?.notebook.uri;
  return notebook?.scheme === "file" ? notebook : undefined;
}

/** Tells when it may be another file. */
export function onDidChangeActiveFile(listener: () => void): vscode.Disposable[] {
  return [vscode.window.onDidChangeActiveTextEditor(listener), vscode.window.onDidChangeActiveNotebookEditor(listener)];
}

/** The name of a file without its folders. */
export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}
