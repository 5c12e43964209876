// The tree of the Registry view: children when they are asked for, a filter, and the way to a step. No VS Code here.
import type { Declaration, Entry, StepAt } from "../protocol";
import { conflictMatches, entryMatches, matches } from "./filter";
import { conflictNode, definitionNodes, groupNodes, groupOf, stepNode, topNodes, workspaceNode, type GroupName, type TreeNode } from "./nodes";
import type { Source } from "./source";

export class RegistryTree {
  /** The words that everything shown has in it; none shows all. */
  filter = "";

  constructor(private readonly source: Source) {}

  async children(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) {
      return this.top();
    }
    const { what, root } = node;
    switch (what.kind) {
      case "project":
        return this.filtered(groupNodes(node));
      case "group":
        return this.ofGroup(node, what.group);
      case "workspace":
        return this.ofWorkspace(node, root, what.workspace.workspace);
      case "conflict":
        return definitionNodes(node);
      default:
        return [];
    }
  }

  /** The node of a declaration in the part that it stands in; undefined if a filter hides it, or it is gone. */
  async find(step: StepAt): Promise<TreeNode | undefined> {
    const group = groupOf(step);
    const tops = (await this.top()).filter(({ root }) => root === step.root);
    const parts = tops[0]?.what.kind === "project" ? await this.children(tops[0]) : tops;
    let within = parts.find(({ what }) => what.kind === "group" && what.group === group);
    if (within !== undefined && group === "workspaces") {
      within = (await this.children(within)).find(({ what }) => what.kind === "workspace" && what.workspace.workspace === step.namespace);
    }
    return within && (await this.children(within)).find(({ what }) => what.kind === "step" && isSame(what.declaration, step));
  }

  private async top(): Promise<TreeNode[]> {
    const nodes = topNodes(await this.source.projects());
    return nodes[0]?.what.kind === "group" ? this.filtered(nodes) : nodes;
  }

  /** The parts in which the filter leaves something, with how much. */
  private async filtered(groups: readonly TreeNode[]): Promise<TreeNode[]> {
    if (this.filter === "") {
      return [...groups];
    }
    const counted = await Promise.all(groups.map(async (node) => ({ node, left: (await this.children(node)).length })));
    return counted
      .filter(({ left }) => left > 0)
      .map(({ node, left }) => ({ ...node, description: `${String(left)} of ${node.description}`, spoken: `${node.label}, ${String(left)} of ${node.description}` }));
  }

  private async ofGroup(node: TreeNode, group: GroupName): Promise<TreeNode[]> {
    const { root } = node;
    if (group === "workspaces") {
      return this.ofWorkspaces(node);
    }
    if (group === "conflicts") {
      const conflicts = await this.source.conflicts(root);
      return conflicts.filter((one) => this.filter === "" || conflictMatches(this.filter, one)).map((one) => conflictNode(node, one));
    }
    return this.left(await this.source.steps(root, group)).map((entry) => stepNode(node, entry));
  }

  private async ofWorkspaces(node: TreeNode): Promise<TreeNode[]> {
    const workspaces = await this.source.workspaces(node.root);
    if (this.filter === "") {
      return workspaces.map((one) => workspaceNode(node, one));
    }
    const [steps, overrides] = await Promise.all([this.source.steps(node.root, "steps"), this.source.steps(node.root, "overrides")]);
    const having = new Set(this.left([...steps, ...overrides]).map(({ namespace }) => namespace));
    return workspaces
      .filter(({ workspace }) => having.has(workspace) || matches(this.filter, workspace))
      .map((one) => workspaceNode(node, one));
  }

  private async ofWorkspace(node: TreeNode, root: string, workspace: string): Promise<TreeNode[]> {
    const [steps, overrides] = await Promise.all([
      this.source.steps(root, "steps", workspace),
      this.source.steps(root, "overrides", workspace),
    ]);
    return this.left([...steps, ...overrides]).map((entry) => stepNode(node, entry));
  }

  private left(entries: readonly Entry[]): readonly Entry[] {
    return this.filter === "" ? entries : entries.filter((entry) => entryMatches(this.filter, entry));
  }
}

/** Whether two declarations are the same one, wherever they stand now. */
export function isSame(one: Declaration, other: Declaration): boolean {
  return one.qualifiedName === other.qualifiedName && one.kind === other.kind;
}
