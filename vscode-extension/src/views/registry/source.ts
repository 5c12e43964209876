// What the Registry view has asked the server, kept until something changes: each question is asked once. No VS Code.
import type { Conflict, Conflicts, Entries, Entry, Project, Tree, Workspace } from "../protocol";

export type Ask = <T>(command: string, argument: object) => Promise<T>;
export type StepGroup = "core" | "packs" | "steps" | "overrides";

export class Source {
  private answers = new Map<string, Promise<unknown>>();

  constructor(private readonly ask: Ask) {}

  /** What is known of some projects may be old; without roots, of all. */
  forget(roots?: readonly string[]): void {
    const isOld = (key: string): boolean => roots === undefined || key === "" || roots.some((root) => key.startsWith(`${root}|`));
    this.answers = new Map([...this.answers].filter(([key]) => !isOld(key)));
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

  /** The answer to a question; one that failed is asked again the next time. */
  private async kept<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const before = this.answers.get(key);
    if (before !== undefined) {
      return before as Promise<T>;
    }
    const { answers } = this;
    const answer = ask();
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  }
}
