// The Registry view as a part of the extension: the tree, and what can be done with its nodes.
import * as vscode from "vscode";
import { asked } from "../../asked";
import { compareWithAnother } from "../../commands/workspaces";
import { openEffective } from "../../effective";
import type { Services } from "../../services";
import { Fixes } from "../fixes";
import { openLocation } from "../opening";
import type { Declaration } from "../protocol";
import { declarationOf, isNode, type TreeNode } from "./nodes";
import { RegistryView } from "./view";

/** What the view hands over to the others. */
export interface Others {
  readonly showStep: (root: string, qualifiedName: string) => Promise<void>;
  readonly showConflicts: (root: string, name?: string) => Promise<void>;
}

export function registerRegistry(services: Services, others: Others): vscode.Disposable[] {
  const view = new RegistryView(services);
  const command = (name: string, action: (node: TreeNode) => unknown): vscode.Disposable =>
    asked(services, `view.${name}`, (node) => (isNode(node) ? action(node) : undefined));
  return [view, ...viewCommands(services, view), ...nodeCommands(services, others, command)];
}

function viewCommands(services: Services, view: RegistryView): vscode.Disposable[] {
  return [
    asked(services, "view.filter", async (words) => {
      const given = typeof words === "string" ? words : await askFilter(view.filter);
      if (given !== undefined) {
        await view.setFilter(given);
      }
    }),
    asked(services, "view.clearFilter", () => view.setFilter("")),
    asked(services, "view.followCursor", () => view.setFollowing(true)),
    asked(services, "view.stopFollowing", () => view.setFollowing(false)),
    asked(services, "view.refresh", () => services.client.ask("reindex")),
  ];
}

function nodeCommands(
  services: Services,
  others: Others,
  command: (name: string, action: (node: TreeNode) => unknown) => vscode.Disposable,
): vscode.Disposable[] {
  const fixes = new Fixes(services.client);
  const withStep = (name: string, act: (declaration: Declaration, node: TreeNode) => unknown): vscode.Disposable =>
    command(name, (node) => {
      const declaration = declarationOf(node);
      return declaration && act(declaration, node);
    });
  return [
    command("open", ({ target }) => target && openLocation(target, { preserveFocus: true })),
    command("goTo", ({ target }) => target && openLocation(target)),
    command("compare", (node) => others.showConflicts(node.root, nameOf(node))),
    withStep("rename", (declaration) => fixes.rename(declaration)),
    withStep("promote", (declaration) => fixes.promote(declaration)),
    withStep("pin", (declaration, { root }) => fixes.pin(declaration, root)),
    withStep("showGraph", ({ qualifiedName }, { root }) => others.showStep(root, qualifiedName)),
    command("effective", ({ what, root }) => what.kind === "workspace" && openEffective(root, what.workspace.workspace)),
    command("compareWorkspace", ({ what, root }) => what.kind === "workspace" && compareWithAnother(services, root, what.workspace.workspace)),
  ];
}

async function askFilter(value: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: "Filter the Registry View",
    prompt: "Words of names, workspaces and step types; nothing shows all",
    value,
  });
}

function nameOf(node: TreeNode): string | undefined {
  return node.what.kind === "conflict" ? node.what.conflict.name : declarationOf(node)?.name;
}
