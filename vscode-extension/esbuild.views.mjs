// Bundles the pages of the webviews into dist/views: a script and a style each, with all that they need.
import { context } from "esbuild";

const build = await context({
  entryPoints: [
    { in: "src/views/dag/web/main.ts", out: "dag" },
    { in: "src/views/dag/web/dag.css", out: "dag" },
    { in: "src/views/conflicts/web/main.ts", out: "conflicts" },
    { in: "src/views/conflicts/web/conflicts.css", out: "conflicts" },
  ],
  outdir: "dist/views",
  bundle: true,
  platform: "browser",
  target: "chrome128",
  format: "iife",
  minify: process.argv.includes("--minify"),
  logLevel: "warning",
});
if (process.argv.includes("--watch")) {
  await build.watch();
} else {
  await build.rebuild();
  await build.dispose();
}
