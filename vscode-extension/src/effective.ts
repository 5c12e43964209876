// Shows what a workspace sees of a project, as the server writes it out: alone, or side by side with another.
import * as vscode from "vscode";
import { effectivePath } from "./overview";

/** How the core alone is called where a workspace is chosen. */
export const CORE = "core";

export async function openEffective(root: string, workspace: string): Promise<void> {
  await vscode.window.showTextDocument(effectiveUri(root, workspace), { preview: true });
}

/** What two workspaces see, as VS Code's comparison. */
export async function diffEffective(root: string, left: string, right: string): Promise<void> {
  await vscode.commands.executeCommand("vscode.diff", effectiveUri(root, left), effectiveUri(root, right), `${left} ↔ ${right}`);
}

function effectiveUri(root: string, workspace: string): vscode.Uri {
  return vscode.Uri.from({ scheme: "cursus-registry", ...effectivePath(workspace, root) });
}
