// Finds the server to start with what VS Code knows: settings, trust, folders, storage, the chosen interpreter.
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import { bundledServer } from "../server/bundled";
import { chooseServer, type Server } from "../server/choose";
import { probe } from "../server/probe";
import { run } from "../server/run";
import { findProgram, isProgram } from "../server/search";
import { replaceVariables } from "../server/variables";
import type { Interpreters } from "./interpreters";
import { SECTION } from "./settings";

export interface FindingOptions {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly interpreters: Interpreters<vscode.Uri>;
  /** Whether the bundled server is tried out before it is started. */
  readonly careful: boolean;
  readonly onInstall: () => void;
}

/** The server to start. Raises ProblemError if there is none. */
export function findServer({ context, log, interpreters, careful, onInstall }: FindingOptions): Promise<Server> {
  const trusted = vscode.workspace.isTrusted;
  const folder = vscode.workspace.workspaceFolders?.[0];
  const settings = vscode.workspace.getConfiguration(SECTION, folder);
  const cwd = context.extensionPath; // it is there, and nothing of a workspace is in it
  const shunned = trusted ? [] : (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const find = (name: string): Promise<string | undefined> =>
    findProgram(name, { platform: process.platform, env: process.env, shunned, isProgram });
  // the interpreter of a workspace may be a program of the workspace
  const interpreter = async (): Promise<string | undefined> => (trusted ? interpreters.of(folder?.uri) : undefined);
  const known = { home: os.homedir(), workspaceFolder: folder?.uri.fsPath, env: process.env };
  return chooseServer(
    { trusted, path: settings.get("path"), importStrategy: settings.get("importStrategy") },
    {
      log,
      replaceVariables: (text) => replaceVariables(text, known),
      findProgram: find,
      interpreter,
      probe: (python) => probe(run, cwd, python),
      bundled: () =>
        bundledServer({
          folder: path.join(context.extensionPath, "bundled"),
          storage: context.globalStorageUri.fsPath,
          canSelectInterpreter: trusted && interpreters.canSelect,
          platform: process.platform,
          findProgram: find,
          ...{ run, log, cwd, interpreter, careful, onInstall },
        }),
    },
  );
}
