// Changes of several files as the server sends them: which files they touch, and that a person has agreed. No VS Code here.
import type { WorkspaceEdit } from "vscode-languageserver-types";

/** The files that a change touches, each once. */
export function filesOf({ documentChanges, changes }: WorkspaceEdit): string[] {
  const named = (documentChanges ?? []).map((one) => ("textDocument" in one ? one.textDocument.uri : "uri" in one ? one.uri : one.newUri));
  return [...new Set([...named, ...Object.keys(changes ?? {})])];
}

/** The same change for a person who has been asked already: nothing of it has to be confirmed one by one. */
export function agreed(edit: WorkspaceEdit): WorkspaceEdit {
  const { changeAnnotations } = edit;
  if (changeAnnotations === undefined) {
    return edit;
  }
  const entries = Object.entries(changeAnnotations).map(([id, one]) => [id, { ...one, needsConfirmation: false }]);
  return { ...edit, changeAnnotations: Object.fromEntries(entries) as typeof changeAnnotations };
}
