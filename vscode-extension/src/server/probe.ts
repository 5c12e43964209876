// Asks a Python what it is, and whether it has our package, without running anything of the workspace: isolated mode,
// and a working folder outside of it.
import { lastWords, type Run } from "./run";

export interface Python {
  readonly executable: string;
  /** The same, or what a virtual environment was made from. */
  readonly base: string;
  /** Major, minor, patch. */
  readonly version: readonly [number, number, number];
  readonly implementation: string;
  readonly hasVenv: boolean;
  /** The version of our package in it, if it is there. */
  readonly server: string | undefined;
}

export type Probed = { readonly python: Python } | { readonly reason: string };

const MARK = "cursus-registry-probe:";
const TIMEOUT_MS = 10_000;
const CODE = `
import json, sys
from importlib import metadata, util
try:
    server = metadata.version("cursus-registry") if util.find_spec("cursus_registry") else None
except metadata.PackageNotFoundError:
    server = None
print("\\n${MARK}" + json.dumps({
    "executable": sys.executable,
    "base": getattr(sys, "_base_executable", None) or sys.executable,
    "version": list(sys.version_info[:3]),
    "implementation": sys.implementation.name,
    "hasVenv": util.find_spec("venv") is not None,
    "server": server,
}))
`;

/** What a Python says of itself, or why it says nothing. `args` stand before ours, as the launcher of Windows wants. */
export async function probe(run: Run, cwd: string, command: string, args: readonly string[] = []): Promise<Probed> {
  const ran = await run(command, [...args, "-I", "-c", CODE], { cwd, timeoutMs: TIMEOUT_MS });
  if (ran.code !== 0) {
    return { reason: lastWords(ran) };
  }
  const line = ran.stdout.split("\n").find((one) => one.startsWith(MARK));
  return (line === undefined ? undefined : read(line.slice(MARK.length))) ?? { reason: "its answer cannot be read" };
}

/** A version as people write it. */
export function shown(version: readonly number[]): string {
  return version.join(".");
}

function read(text: string): Probed | undefined {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof said !== "object" || said === null) {
    return undefined;
  }
  const { executable, base, version, implementation, hasVenv, server } = said as Record<string, unknown>;
  if (typeof executable !== "string" || executable === "" || typeof base !== "string" || !isVersion(version)) {
    return undefined;
  }
  return {
    python: {
      executable,
      base,
      version,
      implementation: String(implementation),
      hasVenv: hasVenv === true,
      server: typeof server === "string" ? server : undefined,
    },
  };
}

function isVersion(value: unknown): value is [number, number, number] {
  return Array.isArray(value) && value.length === 3 && value.every((part) => typeof part === "number");
}
