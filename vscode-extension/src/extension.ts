// Composition only: what there is, and that it ends with the extension. A new part is one line in PARTS.
import { PythonExtension, PVSC_EXTENSION_ID } from "@vscode/python-extension";
import * as vscode from "vscode";
import { Changes } from "./client/changes";
import { ServerClient, type Surroundings } from "./client/client";
import { findServer } from "./client/finding";
import { Interpreters } from "./client/interpreters";
import { restartTriggers } from "./client/triggers";
import { registerCommands } from "./commands/register";
import { Messages } from "./messages";
import type { Register, Services } from "./services";
import { registerStatus } from "./status/status";
import { registerTasks } from "./tasks/tasks";
import { registerViews } from "./views/register";

const PARTS: readonly Register[] = [registerCommands, registerStatus, registerTasks, registerViews];

let client: ServerClient | undefined;

export function activate(context: vscode.ExtensionContext): Services {
  const log = vscode.window.createOutputChannel("Cursus Registry", { log: true });
  const messages = new Messages(log);
  const interpreters = new Interpreters<vscode.Uri>(
    { isInstalled: () => vscode.extensions.getExtension(PVSC_EXTENSION_ID) !== undefined, api: () => PythonExtension.api() },
    log,
  );
  const find: Surroundings["findServer"] = (careful, onInstall) => findServer({ context, log, interpreters, careful, onInstall });
  client = new ServerClient({ context, log, messages, findServer: find });
  const changes = new Changes(client);
  const services: Services = { context, log, messages, client, changes };
  context.subscriptions.push(log, interpreters, client, changes, ...restartTriggers(client, interpreters, log));
  PARTS.forEach((register) => context.subscriptions.push(...register(services)));
  void vscode.commands.executeCommand("setContext", "cursusRegistry.active", true);
  client.begin("the extension is active");
  return services;
}

export async function deactivate(): Promise<void> {
  await client?.end();
}
