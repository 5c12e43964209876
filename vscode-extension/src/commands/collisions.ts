// The command that leads through a collision: which name, what it means where, and what can be done at once.
import * as vscode from "vscode";
import type { Location } from "vscode-languageclient";
import type { Services } from "../services";
import { askProject, uriOf } from "./asking";

interface Definition {
  readonly qualifiedName: string;
  readonly namespace: string;
  readonly kind: string;
  readonly location: Location;
}

interface Conflict {
  readonly name: string;
  readonly severity: string;
  readonly pin: string | null;
  readonly definitions: readonly Definition[];
  readonly recommendations: readonly string[];
}

interface Conflicts {
  readonly uri: string;
  readonly conflicts: readonly Conflict[];
}

interface Choice extends vscode.QuickPickItem {
  readonly act: () => unknown;
}

export async function resolveCollision(services: Services, given?: unknown): Promise<void> {
  const project = await askProject(services);
  if (project === undefined) {
    return;
  }
  const uri = uriOf(project);
  const found = await services.client.ask<Conflicts>("listConflicts", { uri });
  if (found.conflicts.length === 0) {
    void vscode.window.showInformationMessage("Cursus Registry: no two workspaces declare a step of the same name.");
    return;
  }
  const conflict = found.conflicts.find(({ name }) => name === given) ?? (await askConflict(found.conflicts));
  const choice = conflict && (await vscode.window.showQuickPick(choices(services, conflict, uri, found.uri), { title: conflict.name }));
  await choice?.act();
}

async function askConflict(conflicts: readonly Conflict[]): Promise<Conflict | undefined> {
  const items = conflicts.map((conflict) => ({
    label: conflict.name,
    description: conflict.definitions.map(({ namespace }) => namespace).join(", "),
    detail: conflict.pin === null ? conflict.severity : `${conflict.severity}, pinned to ${conflict.pin}`,
    conflict,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: "Which collision?", matchOnDescription: true });
  return picked?.conflict;
}

function choices({ client }: Services, conflict: Conflict, project: string, page: string): Choice[] {
  const { name, definitions, pin } = conflict;
  const goTo = definitions.map(({ qualifiedName, kind, location }) => ({
    label: `$(go-to-file) Go to ${qualifiedName}`,
    description: kind,
    act: () => open(location, client.running?.protocol2CodeConverter.asRange(location.range)),
  }));
  const pins = definitions
    .filter(({ namespace }) => namespace !== pin)
    .map(({ namespace }) => ({
      label: `$(pin) Pin ${name} to ${namespace}`,
      description: "kept in the project's settings",
      act: () => client.ask("pinDefinition", { name, namespace, uri: project }),
    }));
  const rename = definitions.map(({ qualifiedName, location }) => ({
    label: `$(edit) Rename ${qualifiedName}`,
    act: async () => {
      await open(location, client.running?.protocol2CodeConverter.asRange(location.range));
      await vscode.commands.executeCommand("editor.action.rename");
    },
  }));
  const read = { label: "$(book) Read about all collisions", act: () => vscode.window.showTextDocument(vscode.Uri.parse(page)) };
  return [...goTo, ...pins, ...rename, read];
}

async function open(location: Location, selection: vscode.Range | undefined): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.parse(location.uri), selection === undefined ? {} : { selection });
}
