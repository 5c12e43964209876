// What the Registry view has asked the server, kept until something changes: each question is asked once. No VS Code.
import type { Conflict, Conflicts, Entries, Entry, Project, Tree, Workspace } from "../protocol";

export type Ask = <T>(command: string, argument: object) => Promise<T>;
export type StepGroup = "core" | "packs" | "steps" | "overrides";

interface Kept {
  readonly ask: () => Promise<unknown>;
  readonly answer: Promise<unknown>;
  /** The last showing of the tree in which anybody wanted the answer. */
  wanted: number;
}

export class Source {
  private readonly answers = new Map<string, Kept>();
  private showing = 0;

  constructor(private readonly ask: Ask) {}

  /** What is known of some projects may be old; without roots, of all. */
  forget(roots?: readonly string[]): void {
    this.takeOld(roots);
  }

  /** Whoever shows the tree is about to ask for what can be seen of it. */
  beginShowing(): void {
    this.showing += 1;
  }

  /**
   * Forgets, and asks again at once what is wanted: who looks next need not wait. It ends when all answers are there.
   * An answer is wanted until the tree was shown a whole time without it: the present showing may only just have begun.
   */
  async renew(roots?: readonly string[]): Promise<void> {
    const old = this.takeOld(roots).filter(([, { wanted }]) => wanted >= this.showing - 1);
    await Promise.allSettled(old.map(([key, { ask, wanted }]) => this.asked(key, ask, wanted).answer));
  }

  async projects(): Promise<readonly Project[]> {
    return (await this.kept("", () => this.ask<Tree>("registryTree", {}))).projects;
  }

  async workspaces(root: string): Promise<readonly Workspace[]> {
    return this.entries<Workspace>(root, { group: "workspaces" });
  }

  /** Steps or overrides, by name; those of one workspace, or all. */
  async steps(root: string, group: StepGroup, workspace?: string): Promise<readonly Entry[]> {
    return this.entries<Entry>(root, workspace === undefined ? { group } : { group, workspace });
  }

  async conflicts(root: string): Promise<readonly Conflict[]> {
    const uri = await this.uriOf(root);
    return (await this.kept(`${root}|conflicts`, () => this.ask<Conflicts>("listConflicts", { uri }))).conflicts;
  }

  private async entries<T>(root: string, asked: object): Promise<readonly T[]> {
    const uri = await this.uriOf(root);
    const key = `${root}|${JSON.stringify(asked)}`;
    return (await this.kept(key, () => this.ask<Entries<T>>("registryEntries", { ...asked, uri }))).entries;
  }

  private async uriOf(root: string): Promise<string> {
    const found = (await this.projects()).find((one) => one.root === root);
    if (found === undefined) {
      throw new Error(`no project is open at ${root}`);
    }
    return found.uri;
  }

  /** What may be old, which is kept no longer. */
  private takeOld(roots?: readonly string[]): [string, Kept][] {
    const isOld = (key: string): boolean => roots === undefined || key === "" || roots.some((root) => key.startsWith(`${root}|`));
    const old = [...this.answers].filter(([key]) => isOld(key));
    old.forEach(([key]) => this.answers.delete(key));
    return old;
  }

  /** The answer to a question. */
  private async kept<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const kept = this.answers.get(key) ?? this.asked(key, ask, this.showing);
    kept.wanted = this.showing;
    return kept.answer as Promise<T>;
  }

  /** Asks, and keeps the answer; one that failed is asked again the next time. */
  private asked(key: string, ask: () => Promise<unknown>, wanted: number): Kept {
    const kept = { ask, answer: ask(), wanted };
    this.answers.set(key, kept);
    kept.answer.catch(() => {
      if (this.answers.get(key) === kept) {
        this.answers.delete(key);
      }
    });
    return kept;
  }
}
