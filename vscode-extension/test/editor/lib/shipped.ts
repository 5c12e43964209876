// The pictures that are shipped with the extension: of its walkthrough, some of which its page shows as well.
import fs from "node:fs";
import path from "node:path";
import { packed } from "./png.ts";
import { ARTIFACTS, EXTENSION } from "./places.ts";

/** The group of tests that takes them. */
export const SHIPPED_BY = "pictures";
const FOLDER = path.join(EXTENSION, "media/walkthrough");

/** Replaces the pictures, if they were taken. */
export function refreshShipped(groups: readonly string[]): void {
  if (!groups.includes(SHIPPED_BY)) {
    return;
  }
  const taken = path.join(ARTIFACTS, SHIPPED_BY);
  fs.rmSync(FOLDER, { recursive: true, force: true });
  fs.mkdirSync(FOLDER, { recursive: true });
  for (const name of fs.readdirSync(taken).filter((one) => /^\d-.*\.png$/.test(one))) {
    fs.writeFileSync(path.join(FOLDER, name), packed(fs.readFileSync(path.join(taken, name))));
  }
}
