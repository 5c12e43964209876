// The server inside the extension: wheels, the lock with their hashes, and a manifest that says what they are for.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import * as path from "node:path";

export interface Bundle {
  readonly wheels: string;
  /** The wheel of pip that installs the others: a Python need not have one. */
  readonly pip: string;
  readonly lock: string;
  /** The version of the server. */
  readonly server: string;
  /** Versions of Python that there are wheels for, such as `3.12`. */
  readonly pythons: readonly string[];
  /** Changes with every wheel. */
  readonly digest: string;
}

/** What is in the folder `bundled` of the extension; undefined if this build has no server inside. */
export async function readBundle(folder: string): Promise<Bundle | undefined> {
  const manifest = await textAt(path.join(folder, "manifest.json"));
  const lock = await textAt(path.join(folder, "requirements.txt"));
  const said = manifest === undefined ? undefined : parse(manifest);
  if (manifest === undefined || lock === undefined || said === undefined) {
    return undefined;
  }
  return {
    wheels: path.join(folder, "wheels"),
    pip: path.join(folder, "wheels", said.pip),
    lock: path.join(folder, "requirements.txt"),
    server: said.server,
    pythons: said.pythons,
    digest: createHash("sha256").update(manifest).update("\0").update(lock).digest("hex"),
  };
}

function parse(manifest: string): { server: string; pip: string; pythons: string[] } | undefined {
  const said = JSON.parse(manifest) as Record<string, unknown>;
  const { server, pip, pythons } = said;
  const isSound = typeof server === "string" && typeof pip === "string" && Array.isArray(pythons);
  return isSound ? { server, pip, pythons: pythons.map(String) } : undefined;
}

async function textAt(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}
