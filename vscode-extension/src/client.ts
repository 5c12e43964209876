// The language client: which documents the server sees, and its start, restart and end.
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { findServer } from "./server";

export class Client implements vscode.Disposable {
  private client: LanguageClient | undefined;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  async start(): Promise<void> {
    const { command, args } = findServer(vscode.workspace.getConfiguration("cursusRegistry").get("path", []));
    this.log.info(`starting ${[command, ...args].join(" ")}`);
    const server: ServerOptions = { command, args };
    this.client = new LanguageClient("cursusRegistry", "Cursus Registry", server, this.options());
    await this.client.start();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    await client?.dispose();
  }

  dispose(): void {
    void this.stop();
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [
        { scheme: "file", language: "python" },
        { scheme: "file", language: "yaml" },
        { scheme: "file", language: "json" },
        { scheme: "file", pattern: "**/cursus-registry.toml" },
      ],
      outputChannel: this.log,
    };
  }
}
