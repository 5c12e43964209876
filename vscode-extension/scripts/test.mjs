// Bundles the unit tests and runs them, all or those whose path has one of the words: `npm test -- choose lock`.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const OUT = path.join(HERE, "out", "unit");

const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: HERE, stdio: "inherit" });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
};

rmSync(OUT, { recursive: true, force: true });
run("scripts/bundle.mjs", "--if-stale");
run("esbuild.mjs", "--tests");
const words = process.argv.slice(2);
const files = readdirSync(OUT, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.js") && (words.length === 0 || words.some((word) => file.includes(word))))
  .map((file) => path.join(OUT, file));
if (files.length === 0) {
  throw new Error(`no test has any of these words in its path: ${words.join(" ")}`);
}
run("--test", ...files);
