// What every part of the extension is given.
import type * as vscode from "vscode";
import type { Changes } from "./client/changes";
import type { ServerClient } from "./client/client";
import type { Messages } from "./messages";

export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly messages: Messages;
  readonly client: ServerClient;
  /** Tells when what is shown of the registries may be another. */
  readonly changes: Pick<Changes, "onDidChange">;
}

/** A part of the extension: what it registers is disposed of with the extension. */
export type Register = (services: Services) => readonly vscode.Disposable[];
