// The views of the extension: the Registry view, the DAG preview, the Conflicts panel, and what they share.
import type * as vscode from "vscode";
import type { Services } from "../services";
import { registerConflicts } from "./conflicts/register";
import { registerDag } from "./dag/register";
import { registerRegistry } from "./registry/register";

export function registerViews(services: Services): readonly vscode.Disposable[] {
  const dag = registerDag(services);
  const conflicts = registerConflicts(services);
  const registry = registerRegistry(services, {
    showStep: (root, qualifiedName) => dag.preview.showStep(root, qualifiedName),
    showConflicts: (root, name) => conflicts.panel.show({ root, name }),
  });
  return [...dag.parts, ...conflicts.parts, ...registry];
}
