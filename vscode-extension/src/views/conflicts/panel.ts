// The Conflicts panel: which project and which names it shows, what it asks the server for, and what its buttons do.
import * as vscode from "vscode";
import { refusing } from "../../asked";
import { projectUri } from "../../projectUri";
import { textOf } from "../../server/problem";
import type { Services } from "../../services";
import { Fixes } from "../fixes";
import { columnBeside, openLocation } from "../opening";
import { Panel } from "../panel";
import type { Conflict, Conflicts, Definition, DetailedConflict, Project, Tree } from "../protocol";
import { shortRoot } from "../registry/nodes";
import type { FromPage, Shown } from "./messages";

/** So many names are open at first. */
const OPEN_AT_FIRST = 3;

export interface Wanted {
  readonly root?: string;
  readonly name?: string | undefined;
}

export class ConflictsPanel implements vscode.Disposable {
  private readonly panel: Panel<FromPage>;
  private readonly fixes: Fixes;
  private readonly subscriptions: vscode.Disposable[];
  private root: string | undefined;
  private all = false;
  private open: Set<string> | undefined;
  private focus: string | undefined;
  private details: readonly DetailedConflict[] = [];
  private asked = 0;

  constructor(private readonly services: Services) {
    this.fixes = new Fixes(services.client);
    this.panel = new Panel(services.context.extensionUri, {
      type: "conflicts",
      title: "Conflicts",
      column: vscode.ViewColumn.Active,
      icon: "conflicts",
      received: (message: FromPage) => refusing(services, () => this.act(message)),
    });
    this.subscriptions = [
      this.panel,
      services.changes.onDidChange((roots) => {
        if (this.panel.isVisible && (roots === undefined || this.root === undefined || roots.includes(this.root))) {
          void this.refresh();
        }
      }),
    ];
  }

  /** Show the conflicts of a project; a name is opened and brought into sight, also one that is none. */
  async show({ root, name }: Wanted = {}): Promise<void> {
    if (root !== undefined && root !== this.root) {
      this.change(root);
    }
    this.focus = name;
    if (name !== undefined) {
      this.open = new Set([...(this.open ?? []), name]);
      this.all ||= !(await this.isPlain(name));
    }
    this.panel.reveal();
    await this.refresh();
  }

  dispose(): void {
    this.subscriptions.forEach((one) => {
      one.dispose();
    });
  }

  private change(root: string): void {
    this.root = root;
    this.open = undefined;
  }

  private async refresh(): Promise<void> {
    this.asked += 1;
    const mine = this.asked;
    const shown = await this.gather().catch((error: unknown) => this.nothing(textOf(error)));
    if (mine === this.asked) {
      this.details = shown.details;
      this.panel.post({ ...shown, focus: this.takeFocus() });
    }
  }

  private async gather(): Promise<Shown> {
    const { projects } = await this.services.client.ask<Tree>("registryTree", {});
    const project = projects.find(({ root }) => root === this.root) ?? projectOfFile(projects) ?? projects[0];
    if (project === undefined) {
      return this.nothing("No project with a registry is open.");
    }
    if (this.root === undefined) {
      this.root = project.root; // what is open was asked for before it was known where
    } else if (project.root !== this.root) {
      this.change(project.root);
    }
    const { uri, root } = project;
    const { conflicts } = await this.services.client.ask<Conflicts>("listConflicts", { uri, all: this.all });
    this.open ??= new Set(conflicts.slice(0, OPEN_AT_FIRST).map(({ name }) => name));
    const details = await this.detailsOf(uri, conflicts, this.open);
    const roots = projects.map((one) => one.root);
    const labels = projects.map((one) => ({ root: one.root, label: shortRoot(one.root, roots) }));
    const note = conflicts.length > 0 ? "" : project.indexed ? "No two workspaces declare a step of the same name." : "The registries are being read…";
    return { type: "show", projects: labels, root, all: this.all, conflicts, details, note, focus: undefined };
  }

  private async detailsOf(uri: string, conflicts: readonly Conflict[], open: ReadonlySet<string>): Promise<DetailedConflict[]> {
    const names = conflicts.map(({ name }) => name).filter((name) => open.has(name));
    const asked = names.map((name) =>
      this.services.client.ask<Conflicts<DetailedConflict>>("listConflicts", { uri, all: this.all, details: true, name }),
    );
    return (await Promise.all(asked)).flatMap((one) => one.conflicts);
  }

  /** Whether two workspaces declare a name; others are shown with all names alone. */
  private async isPlain(name: string): Promise<boolean> {
    const uri = this.root === undefined ? {} : { uri: projectUri(this.root) };
    return (await this.services.client.ask<Conflicts>("listConflicts", { ...uri, name })).conflicts.length > 0;
  }

  private takeFocus(): string | undefined {
    const { focus } = this;
    this.focus = undefined;
    return focus;
  }

  private nothing(note: string): Shown {
    return { type: "show", projects: [], root: this.root ?? "", all: this.all, conflicts: [], details: [], note, focus: undefined };
  }

  private async act(message: FromPage): Promise<void> {
    switch (message.type) {
      case "ready":
        break;
      case "toggle":
        this.toggle(message.name);
        break;
      case "all":
        this.all = message.all;
        break;
      case "project":
        this.change(message.root);
        break;
      case "go":
      case "fix":
        return this.actAt(message);
    }
    await this.refresh();
  }

  private toggle(name: string): void {
    const open = new Set(this.open);
    if (!open.delete(name)) {
      open.add(name);
    }
    this.open = open;
  }

  private async actAt(message: Extract<FromPage, { readonly type: "go" | "fix" }>): Promise<void> {
    const conflict = this.details.find(({ name }) => name === message.name);
    const definition = conflict?.definitions.find(({ qualifiedName }) => qualifiedName === message.definition);
    if (definition === undefined || this.root === undefined) {
      throw new Error(`there is no definition '${message.definition}' any more`);
    }
    const opening = { column: columnBeside(this.panel.column, definition.location) };
    if (message.type === "go") {
      await openLocation(definition.location, opening);
    } else if (isOffered(definition, message.kind)) {
      await this.fixes.make(message.kind, definition, this.root, opening);
    }
  }
}

function isOffered({ fixes }: Definition, wanted: string): boolean {
  return fixes.some(({ kind, refused }) => kind === wanted && refused === null);
}

/** The project of the file that is looked at: the nearest one around it. */
function projectOfFile(projects: readonly Project[]): Project | undefined {
  const path = vscode.window.activeTextEditor?.document.uri.path;
  const around = path === undefined ? [] : projects.filter(({ uri }) => path.startsWith(`${vscode.Uri.parse(uri).path}/`));
  return [...around].sort((one, other) => other.root.length - one.root.length)[0];
}
