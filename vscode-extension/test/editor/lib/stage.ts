// Asks the stage, an extension of the tests' own, to run commands, to change settings, and when what happened.
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

interface Request {
  readonly setting?: string;
  readonly value?: unknown;
  readonly command?: string;
  readonly args?: readonly unknown[];
  /** Whether it shall tell when what happened since its extension host started. */
  readonly times?: true;
}

/** What the stage answers. */
export async function perform(home: string, request: Request): Promise<unknown> {
  const asked = path.join(home, "stage/request.json");
  const answered = path.join(home, "stage/answer.json");
  fs.writeFileSync(`${asked}.new`, JSON.stringify(request));
  fs.renameSync(`${asked}.new`, asked);
  for (const end = Date.now() + 30_000; !fs.existsSync(answered); await sleep(25)) {
    if (Date.now() > end) {
      throw new Error(`the stage does not answer ${JSON.stringify(request)}`);
    }
  }
  const { error, value } = JSON.parse(fs.readFileSync(answered, "utf8")) as { readonly error: string | null; readonly value?: unknown };
  fs.rmSync(answered);
  if (error !== null) {
    throw new Error(error);
  }
  return value;
}
