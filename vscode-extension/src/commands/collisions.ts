// The command that leads through a collision: which name, what it means where, and what can be done at once.
import * as vscode from "vscode";
import { projectUri } from "../projectUri";
import type { Services } from "../services";
import { Fixes } from "../views/fixes";
import { openLocation } from "../views/opening";
import type { Conflict, Conflicts } from "../views/protocol";
import { stateOf } from "../words";
import { askProject } from "./asking";

interface Choice extends vscode.QuickPickItem {
  readonly act: () => unknown;
}

export async function resolveCollision(services: Services, given?: unknown): Promise<void> {
  const project = await askProject(services);
  if (project === undefined) {
    return;
  }
  const found = await services.client.ask<Conflicts>("listConflicts", { uri: projectUri(project.root) });
  if (found.conflicts.length === 0) {
    void vscode.window.showInformationMessage("Cursus Registry: no two workspaces declare a step of the same name.");
    return;
  }
  const conflict = found.conflicts.find(({ name }) => name === given) ?? (await askConflict(found.conflicts));
  const choice = conflict && (await vscode.window.showQuickPick(choices(services, conflict, project.root, found.uri), { title: conflict.name }));
  await choice?.act();
}

async function askConflict(conflicts: readonly Conflict[]): Promise<Conflict | undefined> {
  const items = conflicts.map((conflict) => ({
    label: conflict.name,
    description: conflict.definitions.map(({ namespace }) => namespace).join(", "),
    detail: stateOf(conflict) ?? "",
    conflict,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: "Which collision?", matchOnDescription: true });
  return picked?.conflict;
}

function choices({ client }: Services, conflict: Conflict, root: string, page: string): Choice[] {
  const { name, definitions, pin } = conflict;
  const fixes = new Fixes(client);
  const goTo = definitions.map(({ qualifiedName, kind, location }) => ({
    label: `$(go-to-file) Go to ${qualifiedName}`,
    description: kind,
    act: () => openLocation(location),
  }));
  const pins = definitions
    .filter(({ namespace }) => namespace !== pin)
    .map((definition) => ({
      label: `$(pin) Pin ${name} to ${definition.namespace}`,
      description: "kept in the project's settings",
      act: () => fixes.pin(definition, root),
    }));
  const rename = definitions.map((definition) => ({
    label: `$(edit) Rename ${definition.qualifiedName}`,
    act: () => fixes.rename(definition),
  }));
  const read = { label: "$(book) Read about all collisions", act: () => vscode.window.showTextDocument(vscode.Uri.parse(page)) };
  return [...goTo, ...pins, ...rename, read];
}
