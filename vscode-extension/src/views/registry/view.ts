// The Registry view: filled from the server, filled again when something changes, and led by the cursor if that is wanted.
import * as vscode from "vscode";
import { textOf } from "../../server/problem";
import type { Services } from "../../services";
import { activeUri } from "../../status/status";
import type { Project, StepAt } from "../protocol";
import { badgeText, declarationOf, type TreeNode } from "./nodes";
import { RegistryProvider } from "./provider";
import { Source } from "./source";
import { isSame, RegistryTree } from "./tree";

const FOLLOW = "registryView.followCursor";
const QUIET_MS = 150;

export class RegistryView implements vscode.Disposable {
  private readonly source: Source;
  private readonly tree: RegistryTree;
  private readonly provider: RegistryProvider;
  private readonly view: vscode.TreeView<TreeNode>;
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private changes = 0;
  /** Which place of the cursor was the last one. */
  private following = 0;

  constructor(private readonly services: Services) {
    const { client, log } = services;
    this.source = new Source((command, argument) => client.ask(command, argument));
    this.tree = new RegistryTree(this.source);
    this.provider = new RegistryProvider(this.tree, () => client.running !== undefined, log);
    this.view = vscode.window.createTreeView("cursusRegistry.registry", { treeDataProvider: this.provider, showCollapseAll: true });
    this.subscriptions = [
      this.view,
      this.provider,
      services.changes.onDidChange((roots) => {
        void this.changed(roots);
      }),
      this.view.onDidChangeVisibility(() => {
        this.soonFollow();
      }),
      vscode.window.onDidChangeTextEditorSelection(() => {
        this.soonFollow();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => {
        this.soonFollow();
      }),
    ];
    void this.changed();
  }

  get filter(): string {
    return this.tree.filter;
  }

  /** Show only what has these words in it; none shows all. */
  async setFilter(words: string): Promise<void> {
    this.tree.filter = words.trim();
    this.view.message = this.tree.filter === "" ? "" : `Filter: ${this.tree.filter}`;
    await vscode.commands.executeCommand("setContext", "cursusRegistry.filtered", this.tree.filter !== "");
    this.refresh();
  }

  /** Whether the view follows the cursor, from now on. */
  async setFollowing(following: boolean): Promise<void> {
    await vscode.workspace.getConfiguration("cursusRegistry").update(FOLLOW, following, vscode.ConfigurationTarget.Global);
    this.soonFollow();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.forEach((one) => {
      one.dispose();
    });
  }

  /**
   * Something may be another. The tree of a view that nobody sees is asked for by VS Code when it is seen. While it is
   * filled again, VS Code knows none of its nodes, and a click is lost: so all answers are there before.
   */
  private async changed(roots?: readonly string[]): Promise<void> {
    this.changes += 1;
    const { changes } = this;
    if (this.view.visible && this.services.client.running !== undefined) {
      await Promise.all([this.source.renew(roots), this.tell()]);
    } else {
      this.source.forget(roots);
      await this.tell();
    }
    if (changes === this.changes) {
      this.refresh();
    }
  }

  /** VS Code asks for what can be seen of the tree. */
  private refresh(): void {
    this.source.beginShowing();
    this.provider.refresh();
  }

  /** What stands beside the tree: why it is empty, and the number of conflicts on its icon. */
  private async tell(): Promise<void> {
    const { client } = this.services;
    const projects = client.running && (await this.projects());
    const { kind } = client.state; // as it is now, after the answer
    const conflicts = kind === "running" ? (projects ?? []).reduce((sum, { counts }) => sum + counts.conflicts, 0) : 0;
    if (projects !== undefined) {
      this.provider.isOnly = projects.length === 1;
    }
    this.view.badge = conflicts === 0 ? undefined : { value: conflicts, tooltip: badgeText(conflicts) };
    const state = kind === "running" && projects?.length === 0 ? "empty" : kind;
    await vscode.commands.executeCommand("setContext", "cursusRegistry.viewState", state);
  }

  private async projects(): Promise<readonly Project[] | undefined> {
    try {
      return await this.source.projects();
    } catch (error) {
      this.services.log.warn(`the Registry view: ${textOf(error)}`);
      return undefined;
    }
  }

  private soonFollow(): void {
    this.following += 1;
    clearTimeout(this.timer);
    const wanted = vscode.workspace.getConfiguration("cursusRegistry").get<boolean>(FOLLOW, true);
    if (this.view.visible && wanted && this.services.client.running !== undefined) {
      this.timer = setTimeout(() => void this.follow(), QUIET_MS);
    }
  }

  /** Show the step under the cursor; not in a view that was left meanwhile, which would open again, nor an older one. */
  private async follow(): Promise<void> {
    const mine = this.following;
    const uri = activeUri();
    const active = vscode.window.activeTextEditor?.selection.active;
    if (uri === null || active === undefined) {
      return;
    }
    const { line, character } = active;
    try {
      const step = await this.services.client.ask<StepAt | null>("stepAt", { uri, line, character });
      const node = step === null || this.isSelected(step) ? undefined : await this.tree.find(step);
      if (node !== undefined && this.view.visible && mine === this.following) {
        await this.view.reveal(node, { select: true, focus: false, expand: false });
      }
    } catch (error) {
      this.services.log.debug(`the Registry view does not follow the cursor: ${textOf(error)}`);
    }
  }

  /** Whether the step is selected already, if only in another part: whoever clicked there wants to stay there. */
  private isSelected(step: StepAt): boolean {
    return this.view.selection.some((node) => {
      const declaration = declarationOf(node);
      return node.root === step.root && declaration !== undefined && isSame(declaration, step);
    });
  }
}
