// What a workspace sees, from the Registry view: as a page, or side by side with what another one sees.
import * as vscode from "vscode";
import { effectivePath } from "../../overview";
import type { Services } from "../../services";
import type { Entries, Workspace } from "../protocol";

const CORE = "core";

export async function openEffective(root: string, workspace: string): Promise<void> {
  await vscode.window.showTextDocument(effectiveUri(root, workspace), { preview: true });
}

/** Ask for another workspace of the same project, and show the two as VS Code's comparison. */
export async function compareEffective({ client }: Services, root: string, workspace: string): Promise<void> {
  const uri = vscode.Uri.file(root).toString();
  const { entries } = await client.ask<Entries<Workspace>>("registryEntries", { group: "workspaces", uri });
  const others = [CORE, ...entries.map((one) => one.workspace)].filter((one) => one !== workspace);
  const other = await vscode.window.showQuickPick(others, { title: `Compare what ${workspace} sees with what which other sees?` });
  if (other !== undefined) {
    const [left, right] = [effectiveUri(root, other), effectiveUri(root, workspace)];
    await vscode.commands.executeCommand("vscode.diff", left, right, `${other} ↔ ${workspace}`);
  }
}

function effectiveUri(root: string, workspace: string): vscode.Uri {
  return vscode.Uri.from({ scheme: "cursus-registry", ...effectivePath(workspace === CORE ? null : workspace, root) });
}
