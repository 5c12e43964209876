// The life of the server: started, started again when that is asked for or it has ended by itself, and ended. What it
// does at the moment can be seen by everybody.
import * as vscode from "vscode";
import { CloseAction, ErrorAction, State as ClientState, type ErrorHandler, type LanguageClient } from "vscode-languageclient/node";
import { commandOf, type Server } from "../server/choose";
import type { Command } from "../server/install";
import { ProblemError, textOf, type Problem } from "../server/problem";
import type { Messages } from "../messages";
import { AnnouncedCommands } from "./announced";
import { Coalesced } from "./coalesced";
import { CrashPolicy } from "./crashPolicy";
import { EndableClient } from "./endable";
import { clientOptions } from "./options";
import { versionNote, type State } from "./state";

const TOGETHER_MS = 200;
const UNKNOWN = "of an unknown version";
const LONGEST_START_MS = 60_000;

export interface Surroundings {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly messages: Messages;
  /** `careful` is whether a server has just ended by itself: nothing is taken for granted then. */
  readonly findServer: (careful: boolean, onInstall: () => void) => Promise<Server>;
}

export class ServerClient implements vscode.Disposable {
  private language: EndableClient | undefined;
  /** The end of every server before; the next one starts after it. */
  private ending: Promise<unknown> = Promise.resolve();
  private started: Server | undefined;
  private now: State = { kind: "stopped" };
  private readonly changed = new vscode.EventEmitter<State>();
  private readonly crashes = new CrashPolicy();
  private readonly starts: Coalesced;
  private ended = false;
  private careful = false;
  /** Which start this is, and the last one of which it is decided what follows its end. */
  private starting = 0;
  private decided = 0;
  /** What the server does now, whenever that is another thing. */
  readonly onDidChangeState = this.changed.event;

  constructor(private readonly around: Surroundings) {
    this.starts = new Coalesced((reasons) => this.startAgain(reasons), TOGETHER_MS);
  }

  get state(): State {
    return this.now;
  }

  /** The client that runs now, for parts that speak with the server in their own way. */
  get running(): LanguageClient | undefined {
    return this.now.kind === "running" ? this.language : undefined;
  }

  /** The same for what cannot be done without it. Throws a sentence if none runs. */
  required(): LanguageClient {
    const client = this.running;
    if (client === undefined) {
      throw new Error("the server does not run; its log says why");
    }
    return client;
  }

  /** How our command is called that the server was started with; undefined while none is known. */
  get program(): Command | undefined {
    return this.started && commandOf(this.started);
  }

  /** Start the server, or start it again; several requests that come together are one. */
  request(reason: string): void {
    if (this.ended) {
      return;
    }
    this.starts.request(reason);
    if (this.now.kind === "starting") {
      this.decided = this.starting;
      void this.stop(); // one that does not answer is not waited for
    }
  }

  /** Start the server for the first time, at once: nothing that would come together with it is waited for. */
  begin(reason: string): void {
    this.request(reason);
    void this.starts.flush();
  }

  /** A person wants it to start again: nothing that went wrong before counts. */
  async restart(): Promise<void> {
    this.crashes.forget();
    this.around.messages.forget();
    this.careful = true; // that person was not content
    this.request("asked for");
    await this.starts.flush();
  }

  /** What one of the server's commands answers. Rejects with a sentence if it cannot. */
  async ask<T>(command: string, argument?: object): Promise<T> {
    const client = this.required();
    const name = `cursusRegistry.${command}`;
    const { capabilities, serverInfo } = client.initializeResult ?? {};
    if (capabilities?.executeCommandProvider?.commands.includes(name) !== true) {
      throw new Error(`the server (${serverInfo?.version ?? UNKNOWN}) does not know ${name}; update it`);
    }
    const given = argument === undefined ? [] : [argument];
    return client.sendRequest("workspace/executeCommand", { command: name, arguments: given });
  }

  /** End the server for good. */
  async end(): Promise<void> {
    this.ended = true;
    this.starts.dispose();
    await this.stop();
    this.tell({ kind: "stopped" });
  }

  dispose(): void {
    void this.end();
    this.changed.dispose();
  }

  private async startAgain(reasons: readonly string[]): Promise<void> {
    this.around.log.info(`the server is started: ${reasons.join(", ")}`);
    await this.stop();
    if (!this.ended) {
      await this.startOne();
    }
  }

  private async startOne(): Promise<void> {
    const start = (this.starting += 1);
    this.tell({ kind: "starting" });
    try {
      const server = await this.around.findServer(this.careful, () => {
        this.tell({ kind: "installing" });
      });
      this.careful = false;
      server.warnings.forEach((problem) => {
        this.around.messages.warning(problem);
      });
      if (!this.ended && !this.starts.isWaiting) {
        await this.launch(server);
      }
    } catch (error) {
      if (error instanceof ProblemError) {
        this.fail(error.problem);
      } else {
        this.around.log.error(textOf(error));
        this.decide(start);
      }
    }
  }

  /** It may have been installed before: what is waited for now is its answer, and a restart need not wait for that. */
  private tellStarting(): void {
    if (this.now.kind !== "starting") {
      this.tell({ kind: "starting" });
    }
  }

  private async launch(server: Server): Promise<void> {
    const { context, log } = this.around;
    this.tellStarting();
    this.started = server;
    log.info(`starting ${[server.command, ...server.args].join(" ")}`);
    const options = clientOptions(context, log, this.whenItEnds(() => this.language === client));
    const executable = { command: server.command, args: [...server.args], options: { cwd: context.extensionPath } };
    const client: EndableClient = new EndableClient("cursusRegistry", "Cursus Registry", executable, options);
    client.registerFeature(new AnnouncedCommands());
    this.language = client;
    client.onDidChangeState(({ newState }) => {
      if (this.language === client && newState === ClientState.Running) {
        this.tellRunning(client, server);
      }
    });
    await inTime(client.start(), LONGEST_START_MS);
  }

  private tellRunning(client: LanguageClient, server: Server): void {
    const version = client.initializeResult?.serverInfo?.version ?? UNKNOWN;
    const note = versionNote(version, (this.around.context.extension.packageJSON as { version: string }).version);
    this.around.log.info(`the server runs: ${version} (${server.origin})`);
    if (note !== undefined) {
      this.around.log.warn(note);
    }
    this.tell({ kind: "running", version, origin: server.origin, note });
  }

  /** Who decides when the server ends by itself: a few times it is started again, and then that is told. */
  private whenItEnds(isOurs: () => boolean): ErrorHandler {
    return {
      error: (error) => {
        this.around.log.error(`the connection with the server: ${error.message}`);
        return { action: ErrorAction.Continue, handled: true };
      },
      closed: () => {
        if (isOurs()) {
          this.decide(this.starting);
        }
        return { action: CloseAction.DoNotRestart, handled: true, message: "the server has ended" };
      },
    };
  }

  /** The server of a start has ended by itself, which may be seen in two ways: it is started again, or that is told. */
  private decide(start: number): void {
    if (this.ended || this.decided >= start) {
      return;
    }
    this.decided = start;
    this.careful = true;
    if (this.crashes.shouldRestart()) {
      this.tell({ kind: "starting" });
      this.starts.request(`it has ended by itself (${String(this.crashes.count)})`);
    } else {
      this.fail(crashedTooOften(this.crashes.count));
    }
  }

  /** Comes back when no server of ours runs any more. */
  private async stop(): Promise<void> {
    const client = this.language;
    this.language = undefined;
    if (client !== undefined) {
      this.ending = Promise.all([this.ending, client.end(this.around.log)]);
    }
    await this.ending;
  }

  private fail(problem: Problem): void {
    if (this.now.kind === "failed" || this.ended) {
      return; // one end is one message
    }
    this.tell({ kind: "failed", problem });
    this.around.messages.error(problem);
  }

  private tell(state: State): void {
    if (this.ended && state.kind !== "stopped") {
      return; // a start may go on a little
    }
    this.now = state;
    this.changed.fire(state);
  }
}

/** What a promise gives, or an error if it takes too long. */
async function inTime(promise: Promise<void>, mostMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ProblemError(notStarted(`it did not answer within ${String(mostMs / 1000)} s`)));
    }, mostMs);
  });
  await Promise.race([promise, late]).finally(() => {
    clearTimeout(timer);
  });
}

function notStarted(reason: string): Problem {
  const message = `The server did not start (${reason}). The log has the rest.`;
  return { cause: "start", message, remedies: ["restart", "showLog"] };
}

function crashedTooOften(times: number): Problem {
  const message = `The server has ended by itself ${String(times)} times in a few minutes, and is not started again. The log has its last words.`;
  return { cause: "start", message, remedies: ["restart", "showLog"] };
}
