// What the parts of the extension are given in tests: a server that answers as it is told, and changes that tests announce.
import assert from "node:assert/strict";
import type { Roots } from "../../../src/client/changes";
import type { Services } from "../../../src/services";
import { Lines } from "./world";
import { EventEmitter, Uri } from "./vscode";

export type Answer = (command: string, argument: Record<string, unknown>) => unknown;

export class FakeServices {
  readonly changed = new EventEmitter<Roots>();
  readonly log = Object.assign(new Lines(), { trace: () => undefined });
  readonly refused: string[] = [];
  readonly asked: string[] = [];
  readonly client: {
    state: { kind: string; [other: string]: unknown };
    running: object | undefined;
    required: () => object;
    ask: (...given: Parameters<Answer>) => Promise<unknown>;
  };

  constructor(answer: Answer) {
    const ask = (command: string, argument: Record<string, unknown>): Promise<unknown> => {
      this.asked.push(command);
      return Promise.resolve(answer(command, argument));
    };
    this.client = { state: { kind: "running", version: "0.1.0", origin: "bundled" }, running: {}, required: () => this.client.running ?? assert.fail("no server runs"), ask };
  }

  /** The server does something else, and everybody is told. */
  become(kind: string): void {
    this.client.state = { ...this.client.state, kind };
    this.client.running = kind === "running" ? {} : undefined;
    this.changed.fire(undefined);
  }

  get services(): Services {
    const { client, log, changed, refused } = this;
    const context = { extensionUri: Uri.file("/extension"), extension: { packageJSON: { version: "0.1.0" } } };
    const messages = { refuse: (text: string) => refused.push(text) };
    return { context, log, messages, client, changes: { onDidChange: changed.event } } as unknown as Services;
  }
}
