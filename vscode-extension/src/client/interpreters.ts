// The interpreter that was chosen for the workspace, from the Python extension if it is there.
import { PythonExtension, PVSC_EXTENSION_ID } from "@vscode/python-extension";
import * as vscode from "vscode";
import type { Log } from "../server/log";
import { textOf } from "../server/problem";

/** What is needed of it; a stand-in has the same. */
export interface Interpreters extends vscode.Disposable {
  readonly canSelect: boolean;
  of(folder: vscode.Uri | undefined): Promise<string | undefined>;
  readonly onDidChange: vscode.Event<void>;
}

export function pythonInterpreters(log: Log): Interpreters {
  const changed = new vscode.EventEmitter<void>();
  let api: Promise<PythonExtension | undefined> | undefined;
  let listener: vscode.Disposable | undefined;
  const get = async (): Promise<PythonExtension | undefined> => {
    if (vscode.extensions.getExtension(PVSC_EXTENSION_ID) === undefined) {
      return undefined;
    }
    try {
      const found = await PythonExtension.api();
      await found.ready;
      listener ??= found.environments.onDidChangeActiveEnvironmentPath(() => {
        changed.fire();
      });
      return found;
    } catch (error) {
      log.warn(`the Python extension does not answer: ${textOf(error)}`);
      return undefined;
    }
  };
  return {
    get canSelect() {
      return vscode.extensions.getExtension(PVSC_EXTENSION_ID) !== undefined;
    },
    onDidChange: changed.event,
    async of(folder) {
      api ??= get();
      const python = await api;
      if (python === undefined) {
        api = undefined; // it may be installed later
        return undefined;
      }
      const chosen = python.environments.getActiveEnvironmentPath(folder);
      const resolved = await python.environments.resolveEnvironment(chosen);
      return resolved?.executable.uri?.fsPath;
    },
    dispose() {
      listener?.dispose();
      changed.dispose();
    },
  };
}
