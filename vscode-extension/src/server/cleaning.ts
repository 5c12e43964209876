// What is left over in the storage: pieces of a start that was killed, and environments that nobody uses any more.
import { mkdir, readdir, rm, rmdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { Log } from "./log";
import { fromName, hasEnded, thisProcess, toName } from "./owner";
import { textOf } from "./problem";

const USERS = "users";

/** Say that this process uses an environment, so that no other window takes it away. */
export async function markUsed(root: string, folder: string, log: Log): Promise<void> {
  const users = path.join(root, USERS, path.basename(folder));
  const mark = async (): Promise<void> => {
    await mkdir(users, { recursive: true });
    await writeFile(path.join(users, toName(thisProcess())), "");
  };
  // once more: another window may have taken the folder away while nobody's mark was in it
  await mark().catch(() => attempt(`${users} cannot be marked`, log, mark));
}

/** Remove what nobody uses, but for one environment. What cannot be removed now is left for the next time. */
export async function clean(root: string, kept: string, log: Log): Promise<void> {
  const users = path.join(root, USERS);
  for (const name of await namesIn(root, log)) {
    const isEnvironment = /^python\d/.test(name) && name !== path.basename(kept);
    if (isEnvironment && !(await isUsed(root, name))) {
      await remove(path.join(root, name), log);
    }
  }
  for (const name of await namesIn(users, log)) {
    await attempt(`${path.join(users, name)} cannot be tidied up`, log, () => forgetEnded(path.join(users, name)));
  }
}

/** Remove the marks of processes that have ended, and the folder if none is left. */
async function forgetEnded(folder: string): Promise<void> {
  const marks = await readdir(folder);
  const ended = marks.filter((mark) => {
    const owner = fromName(mark);
    return owner === undefined || hasEnded(owner);
  });
  await Promise.all(ended.map((mark) => rm(path.join(folder, mark), { force: true })));
  if (ended.length === marks.length) {
    await rmdir(folder).catch(() => undefined); // another window has just put its mark there
  }
}

/** Whether a process that may live uses an environment, or makes it. */
async function isUsed(root: string, name: string): Promise<boolean> {
  const maker = /\.tmp-(.+)-[0-9a-f]+$/.exec(name)?.[1];
  if (maker !== undefined) {
    const owner = fromName(maker);
    return owner !== undefined && !hasEnded(owner);
  }
  const marks = await readdir(path.join(root, USERS, name)).catch(() => []); // none: nobody has ever used it
  const owners = marks.map(fromName).filter((owner) => owner !== undefined);
  return owners.some((owner) => !hasEnded(owner));
}

async function remove(file: string, log: Log): Promise<void> {
  await attempt(`${file} cannot be removed`, log, async () => {
    await rm(file, { recursive: true, force: true });
    log.info(`removed ${file}, which nobody uses`);
  });
}

async function namesIn(folder: string, log: Log): Promise<string[]> {
  let names: string[] = [];
  await attempt(`${folder} cannot be read`, log, async () => {
    names = await readdir(folder);
  });
  return names;
}

/** Tidying up must never keep a server from starting: what fails is a line in the log. */
async function attempt(failure: string, log: Log, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    log.warn(`${failure}: ${textOf(error)}`);
  }
}
