// What makes the server start again: settings that choose it, another interpreter, trust.
import * as vscode from "vscode";
import type { ServerClient } from "./client";
import type { Interpreters } from "./interpreters";
import { SECTION } from "./settings";

const CHOOSING = ["path", "importStrategy"];

export function restartTriggers(client: ServerClient, interpreters: Interpreters<vscode.Uri>, log: vscode.LogOutputChannel): vscode.Disposable[] {
  return [
    vscode.workspace.onDidChangeConfiguration((event) => {
      const changed = CHOOSING.filter((name) => event.affectsConfiguration(`${SECTION}.${name}`));
      changed.forEach((name) => {
        client.request(`the setting ${SECTION}.${name} is another`);
      });
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      client.request("the workspace is trusted now");
    }),
    interpreters.onDidChange(() => {
      const folder = vscode.workspace.workspaceFolders?.[0]; // the one for which the server is chosen
      const strategy = vscode.workspace.getConfiguration(SECTION, folder).get("importStrategy");
      if (strategy === "fromEnvironment" || client.state.kind === "failed") {
        client.request("another interpreter was chosen");
      } else {
        log.debug("another interpreter was chosen; the bundled server does not depend on it");
      }
    }),
  ];
}
