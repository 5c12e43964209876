// Bundles the extension into dist/extension.js; `--watch` keeps doing it, `--tests` bundles the unit tests into
// out/unit, one file each, with a stand-in for VS Code.
import { readdirSync } from "node:fs";
import { context } from "esbuild";

const common = { bundle: true, platform: "node", target: "node20", format: "cjs", logLevel: "warning" };
const standIn = { alias: { vscode: "./test/unit/support/vscode.ts" }, logOverride: { "import-is-undefined": "silent" } };
const tests = () =>
  readdirSync("test/unit", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => `test/unit/${file}`);
const what = process.argv.includes("--tests")
  ? { entryPoints: tests(), outdir: "out/unit", outbase: "test/unit", sourcemap: "inline", ...standIn }
  : { entryPoints: ["src/extension.ts"], external: ["vscode"], outfile: "dist/extension.js", sourcemap: true, minify: process.argv.includes("--minify") };

const build = await context({ ...common, ...what });
if (process.argv.includes("--watch")) {
  await build.watch();
} else {
  await build.rebuild();
  await build.dispose();
}
