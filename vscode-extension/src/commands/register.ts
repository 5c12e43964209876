// The commands that people run. Each is a function of its own; what it cannot do is one sentence.
import * as vscode from "vscode";
import { SHOW_REFERENCES } from "../client/announced";
import { textOf } from "../server/problem";
import type { Services } from "../services";
import { resolveCollision } from "./collisions";
import { chooseWorkspace, compareWorkspaces, newWorkspace, openEffectiveRegistry } from "./workspaces";
import { explainName, showHealthReport, showServerStatus } from "./reports";
import { showReferences } from "./references";
import { TextPages } from "./textPages";

export function registerCommands(services: Services): vscode.Disposable[] {
  const { client, log, messages } = services;
  const pages = new TextPages();
  const run = (name: string, action: (...args: unknown[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`cursusRegistry.${name}`, async (...args: unknown[]) => {
      try {
        await action(...args);
      } catch (error) {
        messages.refuse(textOf(error));
      }
    });
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
