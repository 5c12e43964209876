// Questions that several commands ask a person: which project, which workspace.
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import type { ServerClient } from "../client/client";
import { CORE } from "../effective";
import { meantProject, type Overview, type ProjectOverview } from "../overview";
import { projectUri } from "../projectUri";
import type { Services } from "../services";
import { activeUri } from "../status/status";

const LONGEST_READING_MS = 30_000;
const POLL_MS = 100;

/** The project of the file that is looked at, or the only one, or one that is picked; undefined if none is picked. */
export async function askProject({ client }: Services): Promise<ProjectOverview | undefined> {
  const overview = await readOverview(client, activeUri());
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

/** The project that is open at a root. Rejects with a sentence if it is not any more. */
export async function projectAt({ client }: Services, root: string): Promise<ProjectOverview> {
  const { projects } = await readOverview(client, projectUri(root));
  const found = projects.find((one) => one.root === root);
  if (found === undefined) {
    throw new Error(`no project is open at ${root}`);
  }
  return found;
}

/** The overview, once every project has been read; after some time as it is then. */
async function readOverview(client: ServerClient, uri: string | null): Promise<Overview> {
  const end = Date.now() + LONGEST_READING_MS;
  for (;;) {
    const overview = await client.ask<Overview>("overview", { uri });
    if (overview.projects.every(({ indexed }) => indexed) || Date.now() > end) {
      return overview;
    }
    await sleep(POLL_MS);
  }
}

/** A workspace of a project, or `core`; undefined if none is picked. `given` is one that need not be asked for. */
export async function askWorkspace(project: ProjectOverview, title: string, given?: unknown, without?: string): Promise<string | undefined> {
  if (typeof given === "string") {
    if (given !== CORE && !project.workspaces.includes(given)) {
      throw new Error(`${project.root} has no workspace ${given}, but ${project.workspaces.join(", ") || "none"}`);
    }
    return given;
  }
  const current = project.workspace ?? CORE;
  const items = [CORE, ...project.workspaces]
    .filter((one) => one !== without)
    .map((label) => ({ label, description: [label === CORE ? "no workspace" : "", label === current ? "current" : ""].filter(Boolean).join(", ") }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.label;
}
