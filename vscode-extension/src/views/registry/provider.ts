// The tree as VS Code wants it. What is in it, and in which words, is decided elsewhere.
import * as vscode from "vscode";
import { textOf } from "../../server/problem";
import type { TreeNode } from "./nodes";
import type { RegistryTree } from "./tree";

export const GO_TO = "cursusRegistry.view.open";

export class RegistryProvider implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;

  /** `isReady` tells whether there is a server that can be asked. */
  constructor(
    private readonly tree: RegistryTree,
    private readonly isReady: () => boolean,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Everything may be another; what was expanded stays so, by the ids of the nodes. */
  refresh(): void {
    this.changed.fire(undefined);
  }

  dispose(): void {
    this.changed.dispose();
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const item = new vscode.TreeItem(node.label, this.stateOf(node));
    item.id = this.tree.filter === "" ? node.id : `${node.id}|?`; // a filter opens what it finds, and leaves the rest
    item.description = node.description;
    item.tooltip = node.tooltip;
    item.iconPath = new vscode.ThemeIcon(node.icon.id, node.icon.color === undefined ? undefined : new vscode.ThemeColor(node.icon.color));
    item.contextValue = [node.what.kind, ...node.abilities].join(";");
    item.accessibilityInformation = { label: node.spoken };
    if (node.isLeaf && node.target !== undefined) {
      item.command = { command: GO_TO, title: "Open", arguments: [node] };
    }
    return item;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!this.isReady()) {
      return [];
    }
    try {
      return await this.tree.children(node);
    } catch (error) {
      this.log.warn(`the Registry view: ${textOf(error)}`); // the next change asks again
      return [];
    }
  }

  getParent(node: TreeNode): TreeNode | undefined {
    const { parent } = node;
    return parent?.what.kind === "project" && this.isOnly ? undefined : parent;
  }

  /** Whether there is one project, so that its parts stand at the top. */
  isOnly = true;

  private stateOf({ isLeaf, what }: TreeNode): vscode.TreeItemCollapsibleState {
    if (isLeaf) {
      return vscode.TreeItemCollapsibleState.None;
    }
    const open = what.kind === "project" || (this.tree.filter !== "" && what.kind !== "conflict");
    return open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
  }
}
