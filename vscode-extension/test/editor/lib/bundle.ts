// The tests of the extension host, as the one file that VS Code loads.
import { createRequire } from "node:module";
import path from "node:path";
import type { build as Build } from "esbuild";
import { EXTENSION, HERE } from "./places.ts";

export async function bundleHost(outfile: string): Promise<string> {
  const { build } = createRequire(path.join(EXTENSION, "package.json"))("esbuild") as { build: typeof Build };
  await build({
    entryPoints: [path.join(HERE, "host/index.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode"],
    sourcemap: "inline",
  });
  return outfile;
}
