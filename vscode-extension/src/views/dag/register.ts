// The DAG preview as a part of the extension: its command, and the button over editors.
import type * as vscode from "vscode";
import { asked } from "../../asked";
import type { Services } from "../../services";
import { DagPreview } from "./preview";
import { HasDag } from "./hasDag";

export function registerDag(services: Services): { parts: vscode.Disposable[]; preview: DagPreview } {
  const preview = new DagPreview(services);
  return { preview, parts: [preview, new HasDag(services), asked(services, "showDag", () => preview.showFile())] };
}
