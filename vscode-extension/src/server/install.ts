// Makes one environment in an empty folder, from the wheels of the bundle alone: nothing is asked of any network.
import { mkdir } from "node:fs/promises";
import * as path from "node:path";
import type { Bundle } from "./bundle";
import type { Log } from "./log";
import type { Python } from "./probe";
import { ProblemError } from "./problem";
import { lastWords, type Run } from "./run";
import type { Form } from "./stamp";

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

const VENV_MS = 60_000;
const PIP_MS = 300_000;
const FOLDER = "packages";
const FROM_FOLDER = "import sys; sys.path.insert(0, sys.argv.pop(1)); from cursus_registry.cli import main; main()";

/** How our command is called in a finished environment, isolated from whatever the workspace and the user have. */
export function commandIn(folder: string, form: Form, python: Pick<Python, "base">, platform: NodeJS.Platform): Command {
  if (form === "folder") {
    return { command: python.base, args: ["-I", "-c", FROM_FOLDER, path.join(folder, FOLDER)] };
  }
  return { command: venvPython(folder, platform), args: ["-I", "-m", "cursus_registry"] };
}

/** Fill an empty folder. Raises ProblemError if that cannot be done. */
export async function install(
  folder: string,
  bundle: Bundle,
  python: Python,
  { run, log, platform }: { run: Run; log: Log; platform: NodeJS.Platform },
): Promise<Form> {
  const form = python.hasVenv && (await makeVenv(folder, python, run, log)) ? "venv" : "folder";
  const target = form === "venv" ? [] : ["--target", path.join(folder, FOLDER)];
  const command = form === "venv" ? venvPython(folder, platform) : python.base;
  const args = ["-I", path.join(bundle.pip, "pip"), "--isolated", "install", ...OPTIONS, ...target];
  const ran = await run(command, [...args, "--find-links", bundle.wheels, "-r", bundle.lock], {
    cwd: folder,
    timeoutMs: PIP_MS,
  });
  if (ran.code !== 0) {
    log.error(`pip: ${ran.stderr.trim()}`);
    throw notInstalled(lastWords(ran));
  }
  return form;
}

export function notInstalled(reason: string): ProblemError {
  const message = `The server could not be installed (${reason}). The log has the rest.`;
  return new ProblemError({ cause: "install", message, remedies: ["restart", "showLog"] });
}

/** Only what is in the lock, by its hash, from the bundle; compiled when it is first run. */
const OPTIONS = [
  "--no-index",
  "--no-deps",
  "--require-hashes",
  "--only-binary=:all:",
  "--no-compile",
  "--no-cache-dir",
  "--no-input",
  "--disable-pip-version-check",
  "--root-user-action=ignore",
  "--no-warn-script-location",
  "--quiet",
];

/** Whether a virtual environment could be made; without pip of its own, which some systems leave out. */
async function makeVenv(folder: string, python: Python, run: Run, log: Log): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const ran = await run(python.base, ["-I", "-m", "venv", "--without-pip", folder], { cwd: folder, timeoutMs: VENV_MS });
  if (ran.code !== 0) {
    log.warn(`${python.base} makes no virtual environment (${lastWords(ran)}); a plain folder will do`);
  }
  return ran.code === 0;
}

function venvPython(folder: string, platform: NodeJS.Platform): string {
  return platform === "win32" ? path.join(folder, "Scripts", "python.exe") : path.join(folder, "bin", "python");
}
