// Edits of the server that only make new files, each with its whole text. Given to VS Code as such, they are made
// without being opened; a file that is made empty and edited then gets a tab of its own.
import type { TextDocumentEdit, WorkspaceEdit } from "vscode-languageclient";

export interface NewFile {
  readonly uri: string;
  readonly text: string;
}

/** The files, if the edit does nothing but make them where there are none. */
export function newFiles({ documentChanges = [] }: WorkspaceEdit): readonly NewFile[] | undefined {
  const texts = new Map<string, string>();
  for (const change of documentChanges) {
    if ("textDocument" in change) {
      const text = texts.get(change.textDocument.uri) === "" ? wholeText(change) : undefined;
      if (text === undefined) {
        return undefined;
      }
      texts.set(change.textDocument.uri, text);
    } else if (change.kind === "create" && change.options?.overwrite !== true && change.options?.ignoreIfExists !== true) {
      texts.set(change.uri, "");
    } else {
      return undefined;
    }
  }
  return texts.size === 0 ? undefined : [...texts].map(([uri, text]) => ({ uri, text }));
}

/** The text that is put into an empty file; undefined if it is put together of several. */
function wholeText({ edits }: TextDocumentEdit): string | undefined {
  const [edit, ...others] = edits;
  return edit !== undefined && "newText" in edit && others.length === 0 ? edit.newText : undefined;
}
