// Commands that show what the server tells: of itself, of a project's health, of why a name means what it means.
import * as vscode from "vscode";
import { projectUri } from "../projectUri";
import type { Services } from "../services";
import { activeUri } from "../status/status";
import { askProject } from "./asking";
import type { TextPages } from "./textPages";

export async function showServerStatus({ client, context }: Services, pages: TextPages): Promise<void> {
  const { state } = client;
  const extension = (context.extension.packageJSON as { version: string }).version;
  const server = client.running === undefined ? null : await client.ask<unknown>("serverStatus").catch(String);
  await pages.show("server status.json", `${JSON.stringify({ extension, state, server }, undefined, 2)}\n`);
}

export async function showHealthReport(services: Services, pages: TextPages): Promise<void> {
  const project = await askProject(services);
  if (project !== undefined) {
    const { text } = await services.client.ask<{ text: string }>("healthReport", { uri: projectUri(project.root) });
    await pages.show("health.txt", text);
  }
}

export async function explainName({ client }: Services, pages: TextPages, given?: unknown): Promise<void> {
  const name = typeof given === "string" ? given : await askName();
  if (name !== undefined) {
    const uri = activeUri();
    const { text } = await client.ask<{ text: string }>("explainResolution", { name, uri });
    await pages.show(`${name.replace(/[/\\]/g, "_")}.txt`, text);
  }
}

async function askName(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const range = editor?.document.getWordRangeAtPosition(editor.selection.active);
  const value = range === undefined ? "" : editor?.document.getText(range);
  return vscode.window.showInputBox({ title: "Which name?", value: value ?? "", prompt: "A step, or a name with its workspace: alice.Graph" });
}
