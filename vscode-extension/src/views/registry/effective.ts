// The command of a workspace in the tree: what it sees side by side with what another one sees.
import * as vscode from "vscode";
import { CORE, diffEffective } from "../../effective";
import type { Services } from "../../services";
import type { Entries, Workspace } from "../protocol";

/** Ask for another workspace of the same project, and show the two as VS Code's comparison. */
export async function compareEffective({ client }: Services, root: string, workspace: string): Promise<void> {
  const uri = vscode.Uri.file(root).toString();
  const { entries } = await client.ask<Entries<Workspace>>("registryEntries", { group: "workspaces", uri });
  const others = [CORE, ...entries.map((one) => one.workspace)].filter((one) => one !== workspace);
  const other = await vscode.window.showQuickPick(others, { title: `Compare what ${workspace} sees with what which other sees?` });
  if (other !== undefined) {
    await diffEffective(root, other, workspace);
  }
}
