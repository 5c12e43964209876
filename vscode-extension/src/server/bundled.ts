// The bundled server: its wheels, a Python that will do, and an environment of its own, put together.
import { readBundle } from "./bundle";
import { ensureEnvironment, readyEnvironment, type Site } from "./environments";
import type { Command } from "./install";
import { candidates, firstSuitable } from "./interpreters";
import { probe } from "./probe";
import { ProblemError, type Problem } from "./problem";

export interface BundledWorld extends Site {
  /** The folder `bundled` of the extension. */
  readonly folder: string;
  readonly findProgram: (name: string) => Promise<string | undefined>;
  /** The interpreter that was chosen in the editor, if it may be run here. */
  readonly interpreter: () => Promise<string | undefined>;
  readonly canSelectInterpreter: boolean;
  /** A folder outside of every workspace. */
  readonly cwd: string;
}

/** The command of the bundled server; undefined if this build has none. Raises ProblemError if it cannot be had. */
export async function bundledServer(world: BundledWorld): Promise<Command | undefined> {
  const bundle = await readBundle(world.folder);
  if (bundle === undefined) {
    return undefined;
  }
  const ready = await readyEnvironment(world, bundle, async (python) => (await world.findProgram(python)) !== undefined);
  if (ready !== undefined) {
    return ready;
  }
  const tried = candidates(bundle.pythons, await world.interpreter(), world.platform);
  const python = await firstSuitable(
    tried,
    bundle.pythons,
    async (candidate) => {
      const program = await world.findProgram(candidate.command);
      return program === undefined ? { reason: "it is not there" } : probe(world.run, world.cwd, program, candidate.args);
    },
    (line) => {
      world.log.info(`python: ${line}`);
    },
  );
  if (python === undefined) {
    throw new ProblemError(noPython(bundle.pythons, world.canSelectInterpreter));
  }
  return ensureEnvironment(world, bundle, python);
}

function noPython(pythons: readonly string[], canSelect: boolean): Problem {
  const select = canSelect ? ", or select one as the interpreter of this workspace" : "";
  const message =
    `No Python was found that the server can run with (CPython ${pythons.join(", ")}). ` +
    `Install one${select}, and restart the server; or name a server in cursusRegistry.path.`;
  const remedies = canSelect ? (["selectInterpreter", "restart", "showLog"] as const) : (["openSettings", "restart", "showLog"] as const);
  return { cause: "noPython", message, remedies };
}
