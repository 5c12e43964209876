// Which server starts, and why: the setting, then the workspace's interpreter, then the bundled server. Each step is
// logged with its reason. It must not know VS Code, nor how any of them is found.
import type { Command } from "./install";
import type { Log } from "./log";
import type { Problem } from "./problem";
import { ProblemError } from "./problem";
import { shown, type Probed } from "./probe";
import { readPath, wrongPath } from "./setting";

export type Origin = "setting" | "environment" | "bundled" | "searchPath";

export interface Server extends Command {
  readonly origin: Origin;
  /** What was wrong on the way, and did not end it. */
  readonly warnings: readonly Problem[];
}

export interface Situation {
  readonly trusted: boolean;
  /** The values of the settings, whatever they are. */
  readonly path: unknown;
  readonly importStrategy: unknown;
}

/** What the choice needs of the world. */
export interface World {
  readonly log: Log;
  readonly replaceVariables: (text: string) => string;
  readonly findProgram: (name: string) => Promise<string | undefined>;
  /** The interpreter that was chosen for the workspace. */
  readonly interpreter: () => Promise<string | undefined>;
  readonly probe: (python: string) => Promise<Probed>;
  /** The command of the bundled server; undefined if this build has none. Raises ProblemError if it cannot be had. */
  readonly bundled: () => Promise<Command | undefined>;
}

/** The server to start. Raises ProblemError if there is none. */
export async function chooseServer(situation: Situation, world: World): Promise<Server> {
  const warnings: Problem[] = [];
  const tell = (line: string): void => {
    world.log.info(`server: ${line}`);
  };
  if (!situation.trusted) {
    tell("this workspace is not trusted: only the bundled server, isolated");
  } else {
    const named = await fromSetting(situation, world, warnings, tell);
    const found = named ?? (await fromEnvironment(situation, world, tell));
    if (found !== undefined) {
      return { ...found, warnings };
    }
  }
  const bundled = await world.bundled();
  if (bundled !== undefined) {
    tell(`the bundled one, ${bundled.command}`);
    return { command: bundled.command, args: [...bundled.args, "lsp"], origin: "bundled", warnings };
  }
  tell("this build of the extension has none inside");
  return { ...(await fromSearchPath(situation, world, tell)), warnings };
}

/** How our command is called that a server was started with; undefined if that cannot be told from it. */
export function commandOf({ command, args }: Command): Command | undefined {
  const end = args.findIndex((word) => word === "lsp" || word === "server");
  return end < 0 ? undefined : { command, args: args.slice(0, end) };
}

type Found = Omit<Server, "warnings"> | undefined;

async function fromSetting(situation: Situation, world: World, warnings: Problem[], tell: (line: string) => void): Promise<Found> {
  const set = readPath(situation.path, world.replaceVariables);
  if (set === undefined) {
    tell("cursusRegistry.path is not set");
    return undefined;
  }
  const command = "command" in set ? await world.findProgram(set.command.command) : undefined;
  if ("command" in set && command !== undefined) {
    tell(`${command}, which cursusRegistry.path names`);
    return { command, args: set.command.args, origin: "setting" };
  }
  const problem = "problem" in set ? set.problem : wrongPath(`names ${set.command.command}, which is no program here`);
  warnings.push(problem); // whoever starts the server tells it
  return undefined;
}

async function fromEnvironment(situation: Situation, world: World, tell: (line: string) => void): Promise<Found> {
  if (situation.importStrategy !== "fromEnvironment") {
    tell("cursusRegistry.importStrategy does not ask for the workspace's interpreter");
    return undefined;
  }
  const python = await world.interpreter();
  if (python === undefined) {
    tell("no interpreter is chosen for the workspace");
    return undefined;
  }
  const probed = await world.probe(python);
  if ("reason" in probed) {
    tell(`${python}, the workspace's interpreter, cannot be asked: ${probed.reason}`);
    return undefined;
  }
  if (probed.python.server === undefined) {
    tell(`${python}, the workspace's interpreter (Python ${shown(probed.python.version)}), has no cursus-registry`);
    return undefined;
  }
  tell(`cursus-registry ${probed.python.server} of ${python}, the workspace's interpreter`);
  return { command: python, args: ["-I", "-m", "cursus_registry", "lsp"], origin: "environment" };
}

/** For builds without a server inside: what a person has installed. */
async function fromSearchPath(situation: Situation, world: World, tell: (line: string) => void): Promise<NonNullable<Found>> {
  const command = situation.trusted ? await world.findProgram("cursus-registry") : undefined;
  if (command === undefined) {
    const message =
      "This build of the extension has no server inside, and there is none on the search path. " +
      "Install cursus-registry, or name it in cursusRegistry.path; then restart the server.";
    throw new ProblemError({ cause: "notBundled", message, remedies: ["openSettings", "showLog"] });
  }
  tell(`${command}, found on the search path`);
  return { command, args: ["lsp"], origin: "searchPath" };
}
