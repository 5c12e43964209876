// Process groups: what belongs to one, and its certain end.
import fs from "node:fs";
import { pause, until } from "./waiting.ts";

/** What Linux counts the time of processes in, a second. */
const TICKS = 100;

export interface Running {
  readonly pid: number;
  readonly group: number;
  readonly command: readonly string[];
}

/** Every process that runs now; one that ends while it is looked at is none. */
function running(): Running[] {
  return fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, "utf8");
      const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const command = fs.readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0").slice(0, -1);
      return state === "Z" ? [] : [{ pid: Number(name), group: Number(group), command }];
    } catch (error) {
      if (isGone(error)) {
        return [];
      }
      throw error;
    }
  });
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["ENOENT", "ESRCH"].includes(String(error.code));
}

/** The language servers of a process group: ours, and not the helpers that they start. */
export function languageServers(group: number): number[] {
  return running()
    .filter((one) => one.group === group && one.command.includes("lsp"))
    .map((one) => one.pid);
}

/** The language server of a process group, as soon as there is one. */
export function oneServer(group: number): Promise<number> {
  return until(() => languageServers(group)[0], () => commandLines(group));
}

/** When a process was started, by the clock; to a hundredth of a second. */
export function startOf(pid: number): number {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
  const ticks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
  const uptime = Number(fs.readFileSync("/proc/uptime", "utf8").split(" ")[0]);
  return Date.now() - uptime * 1000 + ticks * (1000 / TICKS);
}

/** The process group of this very process. */
export function ownGroup(): number {
  const own = running().find((one) => one.pid === process.pid);
  if (own === undefined) {
    throw new Error("this process is not in /proc");
  }
  return own.group;
}

/** The processes of a group. */
export function processes(group: number): readonly Running[] {
  return running().filter((one) => one.group === group);
}

/** The command lines of a process group. */
export function commandLines(group: number): (readonly string[])[] {
  return processes(group).map((one) => one.command);
}

function signal(target: number, name: NodeJS.Signals): void {
  try {
    process.kill(target, name);
  } catch (error) {
    if (!isGone(error)) {
      throw error;
    }
  }
}

export function kill(pid: number): void {
  signal(pid, "SIGKILL");
}

/** Stops a process where it is, until it is told to go on. */
export function freeze(pid: number): void {
  signal(pid, "SIGSTOP");
}

export function thaw(pid: number): void {
  signal(pid, "SIGCONT");
}

/** Ends a whole group: politely, then not; an error if anything of it is left. */
export function endGroup(group: number): Promise<void> {
  return end(group, [["SIGTERM", 2000], ["SIGKILL", 5000]]);
}

/** Ends a whole group at once. */
export function killGroup(group: number): Promise<void> {
  return end(group, [["SIGKILL", 5000]]);
}

async function end(group: number, signals: readonly (readonly [NodeJS.Signals, number])[]): Promise<void> {
  for (const [name, patience] of signals) {
    signal(-group, name);
    for (const late = Date.now() + patience; Date.now() < late; await pause(50)) {
      if (!running().some((one) => one.group === group)) {
        return;
      }
    }
  }
  throw new Error(`processes of group ${group} do not end`);
}
