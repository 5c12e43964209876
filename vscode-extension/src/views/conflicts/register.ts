// The Conflicts panel as a part of the extension: its command.
import type * as vscode from "vscode";
import { asked } from "../../asked";
import type { Services } from "../../services";
import { isNode } from "../registry/nodes";
import { ConflictsPanel } from "./panel";

export function registerConflicts(services: Services): { parts: vscode.Disposable[]; panel: ConflictsPanel } {
  const panel = new ConflictsPanel(services);
  const command = asked(services, "showConflicts", (given) => panel.show(isNode(given) ? { root: given.root } : {}));
  return { panel, parts: [panel, command] };
}
