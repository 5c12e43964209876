// Says when what is shown of the registries may be another: the server has told of a change, or is another server, or none.
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { ServerClient } from "./client";

const CHANGED = "cursusRegistry/registryDidChange";

/** The roots of the projects that changed; undefined if any may have. */
export type Roots = readonly string[] | undefined;

export class Changes implements vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<Roots>();
  private readonly subscriptions: vscode.Disposable[] = [this.emitter];
  private heard: { client: LanguageClient; listener: vscode.Disposable } | undefined;
  readonly onDidChange = this.emitter.event;

  constructor(private readonly server: ServerClient) {
    this.subscriptions.push(
      server.onDidChangeState(() => {
        this.listen();
        this.emitter.fire(undefined);
      }),
    );
    this.listen();
  }

  dispose(): void {
    this.heard?.listener.dispose();
    this.subscriptions.forEach((one) => {
      one.dispose();
    });
  }

  /** Hear what the present client is told; each start of the server has its own. */
  private listen(): void {
    const client = this.server.running;
    if (client === this.heard?.client) {
      return;
    }
    this.heard?.listener.dispose();
    const listener = client?.onNotification(CHANGED, ({ roots }: { roots: readonly string[] }) => {
      this.emitter.fire(roots);
    });
    this.heard = client && listener && { client, listener };
  }
}
