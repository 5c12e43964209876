// What an installed environment says of itself. It is written last: a folder without it is not finished.
import { readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";

/** How our package is installed: into a virtual environment, or, for a Python without `venv`, into a plain folder. */
export type Form = "venv" | "folder";

export interface Stamp {
  readonly format: 1;
  readonly server: string;
  readonly bundle: string;
  readonly python: string;
  readonly base: string;
  readonly form: Form;
}

const NAME = "stamp.json";

export async function writeStamp(folder: string, stamp: Stamp): Promise<void> {
  await writeFile(path.join(folder, NAME), JSON.stringify(stamp, undefined, 2) + "\n");
}

/** The stamp in a folder, if there is a whole one. */
export async function stampIn(folder: string): Promise<Stamp | undefined> {
  let said: Partial<Record<keyof Stamp, unknown>>;
  try {
    said = JSON.parse(await readFile(path.join(folder, NAME), "utf8")) as Partial<Stamp>;
  } catch {
    return undefined; // not finished, or broken: it is made anew
  }
  const texts = [said.server, said.bundle, said.python, said.base];
  const isWhole = texts.every((text) => typeof text === "string") && (said.form === "venv" || said.form === "folder");
  return isWhole && said.format === 1 ? (said as Stamp) : undefined;
}
