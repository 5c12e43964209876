// Runs a program to its end, in bounded time and with bounded output. It never goes through a shell.
import { spawn, type ChildProcess } from "node:child_process";

export interface RunOptions {
  readonly cwd: string;
  readonly timeoutMs: number;
}

export interface Ran {
  /** The exit code; undefined if there is none, and then `failure` says why. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly failure: string | undefined;
}

export type Run = (command: string, args: readonly string[], options: RunOptions) => Promise<Ran>;

const LONGEST = 1 << 20;

export const run: Run = (command, args, options) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    const output = collect(child);
    let failure: string | undefined;
    const timer = setTimeout(() => {
      failure = `it did not end within ${String(options.timeoutMs / 1000)} s`;
      child.kill("SIGKILL");
      child.stdout.destroy(); // a process that it has started may hold them open
      child.stderr.destroy();
    }, options.timeoutMs);
    child.once("error", (error) => {
      clearTimeout(timer);
      resolve({ code: undefined, ...output(), failure: error.message });
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      failure ??= signal === null ? undefined : `it was ended by ${signal}`;
      resolve({ code: failure === undefined ? (code ?? undefined) : undefined, ...output(), failure });
    });
  });

/** What a process says, as far as it is kept. */
function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8");
    child[name]?.on("data", (piece: string) => {
      texts[name] = (texts[name] + piece).slice(-LONGEST);
    });
  }
  return () => ({ ...texts });
}

/** The last words of a program that failed, in one line. */
export function lastWords(ran: Ran): string {
  const lines = ran.stderr.split("\n").map((line) => line.trim());
  const last = lines.filter((line) => line !== "").at(-1) ?? "";
  const end = ran.failure ?? `exit code ${String(ran.code)}`;
  return last === "" ? end : `${end}: ${last.slice(0, 300)}`;
}
