// The status items of the language: what the server does and sees (its log is a click away), and the workspace.
import * as vscode from "vscode";
import { documentFilters } from "../client/documents";
import { meantProject, type Overview, type ProjectOverview } from "../overview";
import { textOf } from "../server/problem";
import type { Services } from "../services";
import { shownStatus, type Weight } from "./text";

const TOGETHER_MS = 300;
const SEVERITIES: Record<Weight, vscode.LanguageStatusSeverity> = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
};

export function registerStatus(services: Services): vscode.Disposable[] {
  const status = new Status(services);
  const later = (): void => {
    status.lookSoon();
  };
  return [
    status,
    services.changes.onDidChange(later),
    vscode.window.onDidChangeActiveTextEditor(later),
    vscode.workspace.onDidChangeWorkspaceFolders(later),
  ];
}

class Status implements vscode.Disposable {
  private readonly server = item("cursusRegistry.server", "Cursus Registry");
  private workspace: vscode.LanguageStatusItem | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly services: Services) {
    this.show(undefined);
  }

  lookSoon(): void {
    if (this.services.client.state.kind !== "running") {
      this.show(undefined);
    }
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.look();
    }, TOGETHER_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.server.dispose();
    this.workspace?.dispose();
  }

  private async look(): Promise<void> {
    const { client, log } = this.services;
    if (client.running === undefined) {
      return;
    }
    try {
      const overview = await client.ask<Overview>("overview", { uri: activeUri() });
      this.show(overview);
      if (overview.projects.some(({ indexed }) => !indexed)) {
        this.lookSoon();
      }
    } catch (error) {
      log.debug(`no overview: ${textOf(error)}`); // the server ends, or is older than the command
      this.show(null);
    }
  }

  private show(overview: Overview | null | undefined): void {
    const { state } = this.services.client;
    const shown = shownStatus(state, overview);
    this.server.text = shown.text;
    this.server.detail = shown.detail;
    this.server.severity = SEVERITIES[shown.weight];
    this.server.busy = shown.busy;
    const failed = state.kind === "failed" || state.kind === "stopped";
    this.server.command = failed
      ? { title: "Restart", command: "cursusRegistry.restart" }
      : { title: "Log", command: "cursusRegistry.showLog" };
    this.showWorkspace(overview ? meantProject(overview) : undefined);
  }

  /** From which workspace the file is seen; nothing stands there while no project is known. */
  private showWorkspace(project: ProjectOverview | undefined): void {
    if (project === undefined) {
      this.workspace?.dispose();
      this.workspace = undefined;
      return;
    }
    this.workspace ??= item("cursusRegistry.workspace", "Cursus Registry: Workspace");
    this.workspace.text = `Workspace: ${project.workspace ?? "core"}`;
    this.workspace.detail = project.workspace === project.chosenWorkspace ? "chosen for files outside of all workspaces" : "of this file";
    this.workspace.command = { title: "Switch", command: "cursusRegistry.chooseWorkspace" };
  }
}

/** The file that is looked at, if the server can know it. */
export function activeUri(): string | null {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === "file" || uri?.scheme === "vscode-notebook-cell" ? uri.toString() : null;
}

function item(id: string, name: string): vscode.LanguageStatusItem {
  const files = documentFilters().map((filter) => ("notebook" in filter ? { scheme: "vscode-notebook-cell", language: filter.language } : filter));
  const made = vscode.languages.createLanguageStatusItem(id, [...files, { scheme: "cursus-registry" }]);
  made.name = name;
  return made;
}
