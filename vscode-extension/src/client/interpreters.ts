// The interpreter that was chosen for the workspace, from the Python extension if it is there. Its API is given, so that
// a stand-in can take its place.
import type { Log } from "../server/log";
import { textOf } from "../server/problem";

/** What is needed of the API of the Python extension. */
export interface PythonApi<Folder> {
  readonly ready: Promise<void>;
  readonly environments: {
    getActiveEnvironmentPath(folder?: Folder): { readonly id: string; readonly path: string };
    resolveEnvironment(chosen: { readonly id: string; readonly path: string }): Promise<Resolved | undefined>;
    onDidChangeActiveEnvironmentPath(listener: () => void): Subscription;
  };
}

export interface Access<Folder> {
  readonly isInstalled: () => boolean;
  /** The API, when the Python extension is active. */
  readonly api: () => Promise<PythonApi<Folder>>;
}

interface Resolved {
  readonly executable: { readonly uri: { readonly fsPath: string } | undefined };
}

interface Subscription {
  dispose(): void;
}

const LONGEST_ANSWER_MS = 10_000;

export class Interpreters<Folder> {
  private found: Promise<PythonApi<Folder> | undefined> | undefined;
  private subscription: Subscription | undefined;
  private listener: (() => void) | undefined;

  constructor(
    private readonly access: Access<Folder>,
    private readonly log: Log,
  ) {}

  /** Whether a person can choose an interpreter. */
  get canSelect(): boolean {
    return this.access.isInstalled();
  }

  /** The program of the interpreter that is chosen for a folder; undefined if that is not known, or not soon. */
  async of(folder: Folder | undefined): Promise<string | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => {
        this.log.warn("the Python extension does not answer; it is not waited for");
        resolve(undefined);
      }, LONGEST_ANSWER_MS);
    });
    return Promise.race([this.ask(folder), late]).finally(() => {
      clearTimeout(timer);
    });
  }

  /** Be told when another interpreter is chosen, once the API was asked for the first time. */
  onDidChange(listener: () => void): Subscription {
    this.listener = listener;
    return this;
  }

  dispose(): void {
    this.subscription?.dispose();
    this.listener = undefined;
  }

  private async ask(folder: Folder | undefined): Promise<string | undefined> {
    if (!this.access.isInstalled()) {
      return undefined; // it may be installed later
    }
    try {
      this.found ??= this.connect();
      const python = await this.found;
      const chosen = python?.environments.getActiveEnvironmentPath(folder);
      const resolved = chosen && (await python?.environments.resolveEnvironment(chosen));
      return resolved?.executable.uri?.fsPath;
    } catch (error) {
      this.found = undefined;
      this.log.warn(`the Python extension does not answer: ${textOf(error)}`);
      return undefined;
    }
  }

  private async connect(): Promise<PythonApi<Folder>> {
    const python = await this.access.api();
    await python.ready;
    this.subscription?.dispose(); // of a time before, that failed afterwards
    this.subscription = python.environments.onDidChangeActiveEnvironmentPath(() => this.listener?.());
    return python;
  }
}
