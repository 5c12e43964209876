// The DAG preview: which file or step it shows, when it asks the server again, and where its nodes lead.
import * as vscode from "vscode";
import { refusing } from "../../asked";
import { projectUri } from "../../projectUri";
import { textOf } from "../../server/problem";
import type { Services } from "../../services";
import { columnBeside, openLocation } from "../opening";
import { Panel } from "../panel";
import type { Graph } from "../protocol";
import { activeFile, baseName, onDidChangeActiveFile } from "./active";
import type { FromPage, Marked, Shown } from "./messages";
import { nodeAt, noteOf, questionOf, titleOf, type Subject } from "./subject";

export class DagPreview implements vscode.Disposable {
  private readonly panel: Panel<FromPage>;
  private readonly subscriptions: vscode.Disposable[];
  private subject: Subject | undefined;
  private graph: Graph | undefined;
  private asked = 0;
  private following = 0;
  /** The mark that the page has been told, as it was posted. */
  private marked = "";

  constructor(private readonly services: Services) {
    this.panel = new Panel(services.context.extensionUri, {
      type: "dag",
      title: "DAG",
      column: vscode.ViewColumn.Beside,
      icon: "dag",
      received: (message: FromPage) => refusing(services, () => this.act(message)),
    });
    this.subscriptions = [
      this.panel,
      services.changes.onDidChange((roots) => {
        if (this.panel.isVisible && (roots === undefined || this.graph === undefined || roots.includes(this.graph.root))) {
          void this.refresh();
        }
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        this.mark(textEditor);
      }),
      ...onDidChangeActiveFile(() => void this.follow()),
    ];
  }

  /** Show the DAGs of the file that is looked at, and of those that are looked at from then on. */
  async showFile(): Promise<void> {
    this.subject = fileSubject(activeFile());
    await this.show();
  }

  /** Show what is around a step. */
  async showStep(root: string, qualifiedName: string): Promise<void> {
    this.subject = { kind: "step", uri: projectUri(root), qualifiedName };
    await this.show();
  }

  dispose(): void {
    this.subscriptions.forEach((one) => {
      one.dispose();
    });
  }

  private async show(): Promise<void> {
    this.graph = undefined;
    this.panel.reveal(true);
    await this.refresh();
  }

  /** Another editor is active: its DAGs are shown if it has any, and if no step was asked for. The last one counts. */
  private async follow(): Promise<void> {
    const next = fileSubject(activeFile());
    if (next === undefined) {
      return;
    }
    this.following += 1;
    const mine = this.following;
    if (!this.panel.isVisible || this.isOfStep() || next.uri === this.subject?.uri) {
      return;
    }
    const found = await this.ask(next);
    if (mine === this.following && !this.isOfStep() && typeof found !== "string" && found.drawings.length > 0) {
      this.subject = next;
      this.asked += 1; // what is still asked about the file before counts no more
      this.tell(found);
    }
  }

  private isOfStep(): boolean {
    return this.subject?.kind === "step";
  }

  private async refresh(): Promise<void> {
    const { subject } = this;
    this.asked += 1;
    const mine = this.asked;
    const found = subject === undefined ? undefined : await this.ask(subject);
    if (mine === this.asked) {
      this.tell(found);
    }
  }

  /** The graph, or a sentence why there is none. */
  private async ask(subject: Subject): Promise<Graph | string> {
    try {
      return await this.services.client.ask<Graph>("graph", questionOf(subject));
    } catch (error) {
      this.services.log.debug(`the graph of ${subject.uri}: ${textOf(error)}`);
      return textOf(error);
    }
  }

  private tell(found: Graph | string | undefined): void {
    this.graph = typeof found === "string" ? undefined : found;
    const title = titleOf(this.subject);
    const note = noteOf(this.subject, typeof found === "string" ? found : undefined);
    const shown: Shown = { type: "show", title, drawings: this.graph?.drawings ?? [], note };
    this.panel.setTitle(title);
    this.panel.post(shown);
    this.marked = "";
    const editor = vscode.window.activeTextEditor;
    if (editor !== undefined) {
      this.mark(editor);
    }
  }

  private mark({ document, selection }: vscode.TextEditor): void {
    if (this.panel.isVisible && this.graph !== undefined) {
      const { line, character } = selection.active;
      const found = nodeAt(this.graph, document.uri.toString(), line, character);
      const mark: Marked = { type: "mark", drawing: found?.drawing ?? 0, key: found?.key ?? null };
      if (JSON.stringify(mark) !== this.marked) {
        this.marked = JSON.stringify(mark);
        this.panel.post(mark);
      }
    }
  }

  private async act(message: FromPage): Promise<void> {
    if (message.type === "ready") {
      await this.refresh();
      return;
    }
    const node = this.graph?.drawings[message.drawing]?.nodes.find(({ key }) => key === message.key);
    const isStep = this.subject?.kind === "step";
    const location = (message.definition || isStep ? node?.step?.location : undefined) ?? node?.location;
    if (location !== undefined) {
      await openLocation(location, { column: columnBeside(this.panel.column, location) });
    }
  }
}

function fileSubject(uri: vscode.Uri | undefined): Subject | undefined {
  return uri && { kind: "file", uri: uri.toString(), name: baseName(uri) };
}
