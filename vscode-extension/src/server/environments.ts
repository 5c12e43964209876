// The private environments in the extension's storage: found, made, repaired, replaced, and safe for two windows at once.
// A folder's name follows from what is in it, and it gets that name only when it is finished.
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { Bundle } from "./bundle";
import { clean, markUsed } from "./cleaning";
import { commandIn, install, notInstalled, type Command } from "./install";
import { withLock } from "./lock";
import type { Log } from "./log";
import { thisProcess, toName } from "./owner";
import { ProblemError, textOf } from "./problem";
import { shown, type Python } from "./probe";
import { lastWords, type Run } from "./run";
import { isProgram } from "./search";
import { stampIn, writeStamp, type Form, type Stamp } from "./stamp";

export interface Site {
  /** The extension's global storage. */
  readonly storage: string;
  readonly run: Run;
  readonly log: Log;
  readonly platform: NodeJS.Platform;
  /** Whether an environment that is ready is tried out before it is used, which takes as long as a start of the server. */
  readonly careful?: boolean;
  /** Called before the first installation, which takes some seconds. */
  readonly onInstall?: () => void;
}

const TRY_MS = 20_000;

/**
 * The command in an environment of this bundle that is there already: no Python need be looked for. That it answers is
 * taken for granted, unless one is careful: should it not, its server ends, and the next start is careful. `mayRun` says whether the Python that it was made from may be run here.
 */
export async function readyEnvironment(
  site: Site,
  bundle: Bundle,
  mayRun: (python: string) => Promise<boolean>,
): Promise<Command | undefined> {
  const root = path.join(site.storage, "environments");
  const names = await readdir(root).catch(() => []); // nothing there, or not to be read: then it is made, or that fails
  for (const name of names.filter((one) => /^python[\d.]+-[0-9a-f]+$/.test(one)).sort().reverse()) {
    const folder = path.join(root, name);
    const stamp = await stampIn(folder);
    if (stamp?.bundle !== bundle.digest || stamp.server !== bundle.server || !(await mayRun(stamp.base))) {
      continue;
    }
    await makeWritable(root);
    await markUsed(root, folder, site.log);
    const command = commandIn(folder, stamp.form, stamp, site.platform);
    const reason = site.careful === true ? await whyBroken(site, folder, stamp.form, stamp.server, stamp) : await whyIncomplete(command.command);
    if (reason === undefined) {
      site.log.info(`environment ${folder}: ready`);
      void clean(root, folder, site.log).catch((error: unknown) => {
        site.log.warn(`${root} cannot be cleaned: ${textOf(error)}`);
      });
      return command;
    }
    site.log.warn(`environment ${folder}: ${reason}; it is not used`);
  }
  return undefined;
}

/** The command of the bundled server in an environment that works. Raises ProblemError if there can be none. */
export async function ensureEnvironment(site: Site, bundle: Bundle, python: Python): Promise<Command> {
  const root = path.join(site.storage, "environments");
  const wanted: Omit<Stamp, "form"> = {
    format: 1,
    server: bundle.server,
    bundle: bundle.digest,
    python: shown(python.version),
    base: python.base,
  };
  const folder = path.join(root, nameOf(wanted));
  await makeWritable(root);
  await markUsed(root, folder, site.log);
  const there = await finished(site, folder, python);
  const form = there ?? (await withLock(path.join(root, "lock"), () => make(site, bundle, python, folder, wanted)));
  await clean(root, folder, site.log);
  return commandIn(folder, form, python, site.platform);
}

/** The form of an environment that is finished and answers; undefined if it has to be made. */
async function finished(site: Site, folder: string, python: Pick<Python, "base">): Promise<Form | undefined> {
  const stamp = await stampIn(folder); // the folder's name follows from all that is in it but the form
  if (stamp === undefined) {
    site.log.info(`environment ${folder}: it was not finished`);
    return undefined;
  }
  const reason = await whyBroken(site, folder, stamp.form, stamp.server, python);
  if (reason !== undefined) {
    site.log.warn(`environment ${folder}: ${reason}; it is made anew`);
    return undefined;
  }
  site.log.info(`environment ${folder}: ready`);
  return stamp.form;
}

/** Why an environment cannot be used at all; undefined if its program is there. */
async function whyIncomplete(program: string): Promise<string | undefined> {
  return (await isProgram(program)) ? undefined : `${program} is not there any more`;
}

/** Why the server in a folder does not answer with its version; undefined if it does. */
async function whyBroken(site: Site, folder: string, form: Form, version: string, python: Pick<Python, "base">): Promise<string | undefined> {
  const { command, args } = commandIn(folder, form, python, site.platform);
  const ran = await site.run(command, [...args, "version"], { cwd: site.storage, timeoutMs: TRY_MS });
  if (ran.code !== 0) {
    return lastWords(ran);
  }
  return ran.stdout.includes(version) ? undefined : `it says ${ran.stdout.trim()}, not ${version}`;
}

/** Made beside, and put in its place when it works. Another window may have done it while this one waited. */
async function make(site: Site, bundle: Bundle, python: Python, folder: string, wanted: Omit<Stamp, "form">): Promise<Form> {
  const meanwhile = await finished(site, folder, python);
  if (meanwhile !== undefined) {
    return meanwhile;
  }
  site.onInstall?.();
  const started = Date.now();
  const aside = `${folder}.tmp-${toName(thisProcess())}-${randomBytes(4).toString("hex")}`;
  try {
    await mkdir(aside);
    const form = await install(aside, bundle, python, site);
    const reason = await whyBroken(site, aside, form, bundle.server, python);
    if (reason !== undefined) {
      throw notInstalled(reason);
    }
    await writeStamp(aside, { ...wanted, form });
    await put(aside, folder);
    site.log.info(`environment ${folder}: installed as ${form} in ${String(Date.now() - started)} ms`);
    return form;
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error instanceof ProblemError ? error : notInstalled(textOf(error));
  }
}

/** A folder takes the place of another, which is broken. */
async function put(made: string, folder: string): Promise<void> {
  const old = `${folder}.old-${randomBytes(4).toString("hex")}`;
  try {
    await rename(folder, old);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
      throw error;
    }
  }
  await rename(made, folder);
  await rm(old, { recursive: true, force: true });
}

/** Raises ProblemError, with the place and what to do, if the storage cannot be written. */
async function makeWritable(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true });
    const trial = path.join(root, `.trial-${randomBytes(4).toString("hex")}`);
    await writeFile(trial, "");
    await rm(trial);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? textOf(error);
    const message =
      `The server cannot be installed: the folder ${root} cannot be written (${code}). ` +
      "Make it writable, or remove the file in its place, and restart the server; or name a server in cursusRegistry.path.";
    throw new ProblemError({ cause: "storage", message, remedies: ["restart", "openSettings", "showLog"] });
  }
}

function nameOf(wanted: Omit<Stamp, "form">): string {
  const hash = createHash("sha256").update(JSON.stringify(wanted)).digest("hex").slice(0, 12);
  return `python${wanted.python}-${hash}`;
}
