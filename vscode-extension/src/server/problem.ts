// Why no server can be started, or not the one that was asked for: one cause, one sentence that says what to do.

/** What a person can do about it at once; each is a button. */
export type Remedy = "openSettings" | "selectInterpreter" | "restart" | "showLog";

export type Cause = "setting" | "noPython" | "storage" | "notBundled" | "install" | "start";

export interface Problem {
  readonly cause: Cause;
  readonly message: string;
  readonly remedies: readonly Remedy[];
}

/** A problem that ends the search for a server. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
    this.name = "ProblemError";
  }
}

/** The text of whatever was thrown. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
