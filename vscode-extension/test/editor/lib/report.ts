// What came of each test: said at once, and kept as JSON for whoever reads it afterwards.
import fs from "node:fs";
import path from "node:path";
import { ARTIFACTS } from "./places.ts";

export interface Result {
  readonly group: string;
  readonly test: string;
  readonly milliseconds: number;
  /** What was seen, for the table of editors. */
  readonly saw?: string;
  /** Why it failed; absent if it did not. */
  readonly error?: string;
}

export class Report {
  readonly #results: Result[] = [];

  add(result: Result): void {
    this.#results.push(result);
    const mark = result.error === undefined ? "ok    " : "FAILED";
    console.log(`${mark} ${result.group}: ${result.test} (${(result.milliseconds / 1000).toFixed(1)} s)`);
    if (result.error !== undefined) {
      console.log(result.error.replaceAll(/^/gm, "       "));
    }
    fs.mkdirSync(ARTIFACTS, { recursive: true });
    fs.writeFileSync(path.join(ARTIFACTS, "results.json"), JSON.stringify(this.#results, undefined, 2));
  }

  get failed(): number {
    return this.#results.filter((result) => result.error !== undefined).length;
  }

  get passed(): number {
    return this.#results.length - this.failed;
  }
}
