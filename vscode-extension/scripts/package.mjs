// Makes the extension of one target: `npm run package -- [--target linux-x64] [--out FOLDER]`. The server is put inside
// first. Prints the file and its size.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";
import { thisTarget } from "./targets.mjs";

const HERE = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { target: { type: "string" }, out: { type: "string" } } });
const target = values.target ?? thisTarget();
const out = path.resolve(values.out ?? path.join(HERE, "..", "artifacts"));

const run = (...args) => execFileSync(process.execPath, args, { cwd: HERE, stdio: "inherit" });
run("scripts/bundle.mjs", "--if-stale", "--target", target);
run("esbuild.mjs", "--minify");
run("esbuild.views.mjs", "--minify");
copyFileSync(path.join(HERE, "..", "LICENSE"), path.join(HERE, "LICENSE"));

const { name, version } = JSON.parse(readFileSync(path.join(HERE, "package.json"), "utf8"));
const packagePath = path.join(out, `${name}-${target}-${version}.vsix`);
mkdirSync(out, { recursive: true });
process.chdir(HERE);
await createVSIX({ cwd: HERE, target, packagePath, dependencies: false, allowMissingRepository: true });
console.log(`${packagePath}: ${(statSync(packagePath).size / 1e6).toFixed(1)} MB`);
