// Whether the file that is looked at has a DAG, as a condition for the button over its editor.
import * as vscode from "vscode";
import { textOf } from "../../server/problem";
import type { Services } from "../../services";
import type { Graph } from "../protocol";
import { activeFile, onDidChangeActiveFile } from "./active";

const KEY = "cursusRegistry.fileHasDag";
const QUIET_MS = 250;
const READ = /\.(py|ipynb|dag\.json)$/;

export class HasDag implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private known = false;

  constructor(private readonly services: Services) {
    const soon = (): void => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.look(), QUIET_MS);
    };
    this.subscriptions = [services.changes.onDidChange(soon), ...onDidChangeActiveFile(soon)];
    soon();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.forEach((one) => {
      one.dispose();
    });
  }

  private async look(): Promise<void> {
    const uri = activeFile();
    const has = uri !== undefined && READ.test(uri.path) && (await this.hasDag(uri));
    if (has !== this.known && activeFile()?.toString() === uri?.toString()) {
      this.known = has;
      await vscode.commands.executeCommand("setContext", KEY, has);
    }
  }

  private async hasDag(uri: vscode.Uri): Promise<boolean> {
    if (this.services.client.running === undefined) {
      return false;
    }
    try {
      return (await this.services.client.ask<Graph>("graph", { uri: uri.toString() })).drawings.length > 0;
    } catch (error) {
      this.services.log.trace(`no graph of ${uri.toString()}: ${textOf(error)}`); // most files belong to no project
      return false;
    }
  }
}
