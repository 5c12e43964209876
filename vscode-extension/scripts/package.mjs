// Makes the extension of one target: `npm run package -- [--target linux-x64] [--out FOLDER]`. The server is put inside
// first. What ships is gathered in a folder of its own. Prints the file and its size.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createVSIX, listFiles } from "@vscode/vsce";
import { withoutPictures } from "./readme.mjs";
import { thisTarget } from "./targets.mjs";

const HERE = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { target: { type: "string" }, out: { type: "string" } } });
const target = values.target ?? thisTarget();
const out = path.resolve(values.out ?? path.join(HERE, "..", "artifacts"));

const run = (...args) => execFileSync(process.execPath, args, { cwd: HERE, stdio: "inherit" });
run("scripts/bundle.mjs", "--if-stale", "--target", target);
run("esbuild.mjs", "--minify");
run("esbuild.views.mjs", "--minify");

const { name, version } = JSON.parse(readFileSync(path.join(HERE, "package.json"), "utf8"));
const packagePath = path.join(out, `${name}-${target}-${version}.vsix`);
const stage = mkdtempSync(path.join(tmpdir(), "cursus-registry-vsix-"));
try {
  for (const file of await listFiles({ cwd: HERE, dependencies: false })) {
    cpSync(path.join(HERE, file), path.join(stage, file));
  }
  cpSync(path.join(HERE, "..", "LICENSE"), path.join(stage, "LICENSE"));
  writeFileSync(path.join(stage, "README.md"), withoutPictures(readFileSync(path.join(HERE, "README.md"), "utf8")));
  mkdirSync(out, { recursive: true });
  await createVSIX({ cwd: stage, target, packagePath, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
} finally {
  rmSync(stage, { recursive: true, force: true });
}
console.log(`${packagePath}: ${(statSync(packagePath).size / 1e6).toFixed(1)} MB`);
