// The commands that people run. Each is a function of its own; what it cannot do is one sentence.
import * as vscode from "vscode";
import { asked } from "../asked";
import { SHOW_REFERENCES } from "../client/announced";
import type { Services } from "../services";
import { resolveCollision } from "./collisions";
import { chooseWorkspace, compareWorkspaces, newWorkspace, openEffectiveRegistry } from "./workspaces";
import { explainName, showHealthReport, showServerStatus } from "./reports";
import { showReferences } from "./references";
import { TextPages } from "./textPages";

export function registerCommands(services: Services): vscode.Disposable[] {
  const { client, log } = services;
  const pages = new TextPages();
  const run = (name: string, action: (...args: unknown[]) => unknown): vscode.Disposable => asked(services, name, action);
  return [
    pages,
    run("restart", () => client.restart()),
    run("showLog", () => {
      log.show();
    }),
    run("showServerStatus", () => showServerStatus(services, pages)),
    run("showHealthReport", () => showHealthReport(services, pages)),
    run("explainName", (name) => explainName(services, pages, name)),
    run("chooseWorkspace", (workspace) => chooseWorkspace(services, workspace)),
    run("newWorkspace", () => newWorkspace(services)),
    run("resolveCollision", (name) => resolveCollision(services, name)),
    run("openEffectiveRegistry", (workspace) => openEffectiveRegistry(services, workspace)),
    run("compareWorkspaces", (one, other) => compareWorkspaces(services, one, other)),
    vscode.commands.registerCommand(SHOW_REFERENCES, (...args: unknown[]) => showReferences(client, args)),
  ];
}
