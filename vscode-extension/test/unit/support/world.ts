// What the tests of the server's start share: a log that can be read, folders that go away, a Python of this machine.
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { TestContext } from "node:test";
import type { Log } from "../../../src/server/log";

export class Lines implements Log {
  readonly lines: string[] = [];
  readonly debug = (message: string): void => {
    this.add("debug", message);
  };
  readonly info = (message: string): void => {
    this.add("info", message);
  };
  readonly warn = (message: string): void => {
    this.add("warn", message);
  };
  readonly error = (message: string): void => {
    this.add("error", message);
  };

  get text(): string {
    return this.lines.join("\n");
  }

  private add(level: string, message: string): void {
    this.lines.push(`${level}: ${message}`);
  }
}

/** A new folder, on a path that is hard to quote. */
export async function newFolder(test: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "cursus registry #1 100% ünï-"));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The Python that the tests run with, as a path: $PYTHON, or python3. */
export const PYTHON = execFileSync(process.env["PYTHON"] ?? "python3", ["-c", "import sys; print(sys.executable)"], {
  encoding: "utf8",
}).trim();
