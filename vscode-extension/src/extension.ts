// Composition only: what there is, and that it ends with the extension.
import * as vscode from "vscode";
import { Client } from "./client";

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Cursus Registry", { log: true });
  const client = new Client(log);
  context.subscriptions.push(
    log,
    client,
    vscode.commands.registerCommand("cursusRegistry.restart", () => client.restart()),
    vscode.commands.registerCommand("cursusRegistry.showLog", () => log.show()),
  );
  await client.start();
}
