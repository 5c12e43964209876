// A client that can be ended at any time, also while it starts, when the library's own cannot: that one would go on
// starting, keep its commands and its server, and stand in the way of the next. It pops nothing up by itself.
import { setTimeout as sleep } from "node:timers/promises";
import { LanguageClient } from "vscode-languageclient/node";
import type { Log } from "../server/log";
import { textOf } from "../server/problem";

const LONGEST_END_MS = 2_000;
const POLL_MS = 50;

export class EndableClient extends LanguageClient {
  private phase: "new" | "starting" | "started" = "new";

  /** The library calls this also for whatever is sent. */
  override async start(): Promise<void> {
    if (this.phase !== "new") {
      return super.start();
    }
    this.phase = "starting";
    try {
      await super.start();
    } finally {
      this.phase = "started";
    }
  }

  /** Into the log alone: whoever starts the client tells a person what is wrong, once. */
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  /** Politely once it runs; a server that is starting is killed, which ends its start. */
  async end(log: Log): Promise<void> {
    const late = Date.now() + LONGEST_END_MS;
    while (this.phase === "starting" && Date.now() < late) {
      this.serverProcess?.kill("SIGKILL"); // it may be there only a little later
      await sleep(POLL_MS);
    }
    await this.dispose(LONGEST_END_MS).catch((error: unknown) => {
      log.debug(`the server did not end in good order: ${textOf(error)}`);
    });
  }
}
