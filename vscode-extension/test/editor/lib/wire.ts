// What the editor said to the servers that it started, as the recorder of the other editors' tests writes it down.
import fs from "node:fs";
import path from "node:path";
import { PYTHON, REPOSITORY, SERVER_COMMAND } from "./places.ts";

export interface Message {
  readonly method?: string;
  readonly params?: unknown;
}

/** The command of a server of which everything that it hears is kept in a folder. */
export function recorded(folder: string): readonly string[] {
  fs.mkdirSync(folder, { recursive: true });
  return [PYTHON, "-IS", path.join(REPOSITORY, "tests/support/real/recorder.py"), folder, ...SERVER_COMMAND];
}

/** What each server has heard, oldest server first. */
export function heard(folder: string): Message[][] {
  const started = (name: string): number => fs.statSync(path.join(folder, name)).birthtimeMs;
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".in"));
  return names.sort((one, other) => started(one) - started(other)).map((name) => messages(fs.readFileSync(path.join(folder, name))));
}

function messages(bytes: Buffer): Message[] {
  const found: Message[] = [];
  for (let at = 0, end = bytes.indexOf("\r\n\r\n"); end >= 0; end = bytes.indexOf("\r\n\r\n", at)) {
    const length = Number(/Content-Length: (\d+)/i.exec(bytes.subarray(at, end).toString())?.[1]);
    at = end + 4 + length;
    if (at > bytes.length) {
      break;
    }
    found.push(JSON.parse(bytes.subarray(end + 4, at).toString()) as Message);
  }
  return found;
}
