// What is left over in the storage: pieces of a start that was killed, and environments that nobody uses any more.
import { mkdir, readdir, rm, rmdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { Log } from "./log";
import { fromName, hasEnded, thisProcess, toName } from "./owner";
import { textOf } from "./problem";

const USERS = "users";

/** Say that this process uses an environment, so that no other window takes it away. */
export async function markUsed(root: string, folder: string): Promise<void> {
  const users = path.join(root, USERS, path.basename(folder));
  await mkdir(users, { recursive: true });
  await writeFile(path.join(users, toName(thisProcess())), "");
}

/** Remove what nobody uses, but for one environment. What cannot be removed now is left for the next time. */
export async function clean(root: string, kept: string, log: Log): Promise<void> {
  const users = path.join(root, USERS);
  for (const name of await readdir(root)) {
    const isEnvironment = /^python\d/.test(name) && name !== path.basename(kept);
    if (isEnvironment && !(await isUsed(root, name))) {
      await remove(path.join(root, name), log);
    }
  }
  for (const name of await readdir(users)) {
    await forgetEnded(path.join(users, name));
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
  const maker = /\.tmp-(\d+)-/.exec(name)?.[1];
  if (maker !== undefined) {
    return !hasEnded({ ...thisProcess(), pid: Number(maker) });
  }
  const marks = await readdir(path.join(root, USERS, name)).catch(() => []); // none: nobody has ever used it
  const owners = marks.map(fromName).filter((owner) => owner !== undefined);
  return owners.some((owner) => !hasEnded(owner));
}

async function remove(file: string, log: Log): Promise<void> {
  try {
    await rm(file, { recursive: true, force: true });
    log.info(`removed ${file}, which nobody uses`);
  } catch (error) {
    log.warn(`${file} cannot be removed: ${textOf(error)}`);
  }
}
