// One window at a time: a lock file with its owner's name, kept fresh while it is held. It only saves work: whoever
// waits too long goes on without, and what is done under it is safe when two do it at once.
import { open, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fromName, hasEnded, thisProcess, toName } from "./owner";

export interface LockTimes {
  /** How often the holder freshens the file. */
  readonly beatMs: number;
  /** After how long without that it is taken over. */
  readonly staleMs: number;
  /** How long one waits for it. */
  readonly patienceMs: number;
  readonly pollMs: number;
}

export const LOCK_TIMES: LockTimes = { beatMs: 2_000, staleMs: 30_000, patienceMs: 300_000, pollMs: 100 };

/** Do something while nobody else does it, as far as that can be had. */
export async function withLock<T>(file: string, action: () => Promise<T>, times: LockTimes = LOCK_TIMES): Promise<T> {
  const held = await acquire(file, times);
  if (!held) {
    return action();
  }
  const beat = setInterval(() => void freshen(file), times.beatMs);
  try {
    return await action();
  } finally {
    clearInterval(beat);
    await rm(file, { force: true });
  }
}

async function acquire(file: string, times: LockTimes): Promise<boolean> {
  const end = Date.now() + times.patienceMs;
  while (!(await take(file))) {
    if (await isAbandoned(file, times.staleMs)) {
      await remove(file);
    } else if (Date.now() > end) {
      return false;
    } else {
      await sleep(times.pollMs);
    }
  }
  return true;
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, "wx");
    await handle.writeFile(toName(thisProcess()));
    await handle.close();
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) {
      return false;
    }
    throw error;
  }
}

async function isAbandoned(file: string, staleMs: number): Promise<boolean> {
  try {
    const [owner, { mtimeMs }] = [fromName(await readFile(file, "utf8")), await stat(file)];
    return (owner !== undefined && hasEnded(owner)) || Date.now() - mtimeMs > staleMs;
  } catch (error) {
    if (isCode(error, "ENOENT")) {
      return false; // it has just been given back
    }
    throw error;
  }
}

/** Only one of those who want to remove it does: a name can be changed once. */
async function remove(file: string): Promise<void> {
  const aside = `${file}.${toName(thisProcess())}.${String(Date.now())}`;
  try {
    await rename(file, aside);
    await rm(aside, { force: true });
  } catch (error) {
    if (!isCode(error, "ENOENT")) {
      throw error;
    }
  }
}

/** One that cannot be freshened is taken over at last, and what is done under it is safe then, too. */
async function freshen(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
