// Tasks: `cursus-registry check` of each folder, whose findings the problem matcher of the manifest reads.
import * as vscode from "vscode";
import type { Command } from "../server/install";
import type { Services } from "../services";
import { checkArguments, type CheckDefinition } from "./command";

export const TASK_TYPE = "cursus-registry";

export function registerTasks(services: Services): vscode.Disposable[] {
  const { client } = services;
  const provider: vscode.TaskProvider = {
    provideTasks: () => {
      const { program } = client;
      const folders = program === undefined ? [] : (vscode.workspace.workspaceFolders ?? []);
      return folders.flatMap((folder) => checkTask(program, folder, { type: TASK_TYPE, command: "check" }));
    },
    resolveTask: (task) => {
      const folder = typeof task.scope === "object" ? task.scope : vscode.workspace.workspaceFolders?.[0];
      return folder && checkTask(client.program, folder, task.definition)[0];
    },
  };
  return [vscode.tasks.registerTaskProvider(TASK_TYPE, provider)];
}

/** With the same program as the server's, so that the terminal and the editor agree; none while that is not known. */
function checkTask(program: Command | undefined, folder: vscode.WorkspaceFolder, definition: CheckDefinition): vscode.Task[] {
  if (program === undefined) {
    return [];
  }
  const options = { cwd: folder.uri.fsPath };
  const execution = new vscode.ProcessExecution(program.command, [...program.args, ...checkArguments(definition)], options);
  const task = new vscode.Task(definition, folder, "check", "Cursus Registry", execution, "$cursus-registry");
  task.group = vscode.TaskGroup.Test;
  task.detail = "what is wrong in the registries of this folder";
  return [task];
}
