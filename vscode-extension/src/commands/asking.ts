// Questions that several commands ask a person: which project, which workspace.
import * as vscode from "vscode";
import { meantProject, type Overview, type ProjectOverview } from "../overview";
import type { Services } from "../services";
import { activeUri } from "../status/status";

export const CORE = "core";

/** The project of the file that is looked at, or the only one, or one that is picked; undefined if none is picked. */
export async function askProject({ client }: Services): Promise<ProjectOverview | undefined> {
  const overview = await client.ask<Overview>("overview", { uri: activeUri() });
  if (overview.projects.length === 0) {
    throw new Error("no project with a registry is open");
  }
  const meant = meantProject(overview);
  if (meant !== undefined) {
    return meant;
  }
  const items = overview.projects.map((project) => ({ label: project.root, project }));
  return (await vscode.window.showQuickPick(items, { title: "Which project?" }))?.project;
}

/** A workspace of a project, or `core`; undefined if none is picked. `given` is one that need not be asked for. */
export async function askWorkspace(project: ProjectOverview, title: string, given?: unknown, without?: string): Promise<string | undefined> {
  if (typeof given === "string") {
    return given;
  }
  const current = project.workspace ?? CORE;
  const items = [CORE, ...project.workspaces]
    .filter((one) => one !== without)
    .map((label) => ({ label, description: label === CORE ? "no workspace" : label === current ? "current" : "" }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.label;
}

/** How a command of the server is told which project is meant. */
export function uriOf(project: ProjectOverview): string {
  return vscode.Uri.file(project.root).toString();
}
