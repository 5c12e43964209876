// Bundles the extension into dist/extension.js; `--watch` keeps doing it, `--tests` bundles the unit tests into
// out/unit, one file each.
import { readdirSync } from "node:fs";
import { context } from "esbuild";

const common = { bundle: true, platform: "node", target: "node20", format: "cjs", external: ["vscode"], logLevel: "warning" };
const tests = () =>
  readdirSync("test/unit", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => `test/unit/${file}`);
const what = process.argv.includes("--tests")
  ? { entryPoints: tests(), outdir: "out/unit", outbase: "test/unit", sourcemap: "inline" }
  : { entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", sourcemap: true, minify: process.argv.includes("--minify") };

const build = await context({ ...common, ...what });
if (process.argv.includes("--watch")) {
  await build.watch();
} else {
  await build.rebuild();
  await build.dispose();
}
