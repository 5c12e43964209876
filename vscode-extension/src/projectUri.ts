// How the server is told which project is meant.
import * as vscode from "vscode";

export function projectUri(root: string): string {
  return vscode.Uri.file(root).toString();
}
