// Commands about workspaces: choose one, make one, see what one sees, compare two.
import * as vscode from "vscode";
import { CORE, diffEffective, openEffective } from "../effective";
import { projectUri } from "../projectUri";
import type { Services } from "../services";
import { askProject, askWorkspace, projectAt } from "./asking";

const TEMPLATES = [
  { label: "standard", description: "the tables with one step as an example" },
  { label: "minimal", description: "empty tables" },
  { label: "advanced", description: "with an override and components" },
];

export async function chooseWorkspace(services: Services, given?: unknown): Promise<void> {
  const project = await askProject(services);
  const workspace = project && (await askWorkspace(project, "See files outside of all workspaces from…", given));
  if (project !== undefined && workspace !== undefined) {
    await services.client.ask("switchWorkspace", { workspace: workspace === CORE ? null : workspace, uri: projectUri(project.root) });
  }
}

export async function newWorkspace(services: Services): Promise<void> {
  const project = await askProject(services);
  if (project === undefined) {
    return;
  }
  const workspace = await vscode.window.showInputBox({
    title: "The id of the new workspace",
    prompt: `It becomes a folder of ${project.root}`,
    validateInput: (text) => whyNoId(text, project.workspaces),
  });
  const template = workspace && (await vscode.window.showQuickPick(TEMPLATES, { title: "From which template?" }));
  if (workspace !== undefined && template) {
    const made = await services.client.ask<{ registry: string }>("createWorkspace", { workspace, template: template.label, uri: projectUri(project.root) });
    await vscode.window.showTextDocument(vscode.Uri.parse(made.registry), { preview: false });
  }
}

export async function openEffectiveRegistry(services: Services, given?: unknown): Promise<void> {
  const project = await askProject(services);
  const workspace = project && (await askWorkspace(project, "What which workspace sees?", given));
  if (project !== undefined && workspace !== undefined) {
    await openEffective(project.root, workspace);
  }
}

export async function compareWorkspaces(services: Services, one?: unknown, other?: unknown): Promise<void> {
  const project = await askProject(services);
  const left = project && (await askWorkspace(project, "Compare which workspace…", one));
  const right = left && (await askWorkspace(project, `…${left} with which?`, other, left));
  if (project !== undefined && left !== undefined && right !== undefined) {
    await diffEffective(project.root, left, right);
  }
}

/** The same where one is known, as in the tree: it stands where VS Code has what one looks at, on the right. */
export async function compareWithAnother(services: Services, root: string, workspace: string): Promise<void> {
  const project = await projectAt(services, root);
  const other = await askWorkspace(project, `Compare what ${workspace} sees with what which other sees?`, undefined, workspace);
  if (other !== undefined) {
    await diffEffective(root, other, workspace);
  }
}

/** Why a text is no id of a new workspace; null if it is. The server has the last word. */
export function whyNoId(text: string, taken: readonly string[]): string | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) {
    return "An id has letters, digits, _ and -.";
  }
  const same = taken.find((id) => id.toLowerCase() === text.toLowerCase());
  return same === undefined ? null : `There is a workspace ${same} already.`;
}
