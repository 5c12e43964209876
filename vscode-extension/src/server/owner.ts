// Who holds a lock or uses an environment: a process of a machine, and whether it still lives.
import * as os from "node:os";

export interface Owner {
  readonly pid: number;
  readonly host: string;
}

const HOST = os.hostname().replace(/[^\w.-]/g, "_");

export function thisProcess(): Owner {
  return { pid: process.pid, host: HOST };
}

/** Whether an owner has surely ended; of a process on another machine that cannot be told. */
export function hasEnded(owner: Owner): boolean {
  if (owner.host !== HOST) {
    return false;
  }
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH"; // EPERM: it lives, and is somebody else's
  }
}

export function toName(owner: Owner): string {
  return `${String(owner.pid)}@${owner.host}`;
}

export function fromName(name: string): Owner | undefined {
  const match = /^(\d+)@(.+)$/.exec(name);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { pid: Number(match[1]), host: match[2] };
}
