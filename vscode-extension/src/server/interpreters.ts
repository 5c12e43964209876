// Which Pythons are tried for the bundled server, in which order, and which of them will do.
import { shown, type Python, type Probed } from "./probe";

export interface Candidate {
  readonly command: string;
  readonly args: readonly string[];
  readonly why: string;
}

/** What is tried: the interpreter that was chosen in the editor, then the newest that the wheels are for, then any. */
export function candidates(pythons: readonly string[], chosen: string | undefined, platform: NodeJS.Platform): Candidate[] {
  const newestFirst = [...pythons].sort(byMinor).reverse();
  const named = [...newestFirst.map((version) => `python${version}`), "python3", "python"];
  const found: Candidate[] = named.map((command) => ({ command, args: [], why: "on the search path" }));
  if (platform === "win32") {
    const versions = [...newestFirst.map((version) => `-${version}`), "-3"];
    found.push(...versions.map((version) => ({ command: "py", args: [version], why: "by the launcher" })));
  }
  return chosen === undefined ? found : [{ command: chosen, args: [], why: "chosen in the editor" }, ...found];
}

/** Why a Python will not do; undefined if it will. */
export function unsuitable(probed: Probed, pythons: readonly string[]): string | undefined {
  if ("reason" in probed) {
    return probed.reason;
  }
  const { implementation, version } = probed.python;
  if (implementation !== "cpython") {
    return `it is ${implementation}, and the bundled server needs CPython`;
  }
  const minor = shown(version.slice(0, 2));
  return pythons.includes(minor) ? undefined : `it is ${shown(version)}, and the bundled server is for ${listed(pythons)}`;
}

/** The first Python that will do; each of the others is told, with the reason. */
export async function firstSuitable(
  tried: readonly Candidate[],
  pythons: readonly string[],
  ask: (candidate: Candidate) => Promise<Probed>,
  tell: (line: string) => void,
): Promise<Python | undefined> {
  for (const candidate of tried) {
    const name = [candidate.command, ...candidate.args].join(" ");
    const probed = await ask(candidate);
    const reason = unsuitable(probed, pythons);
    if (reason === undefined && "python" in probed) {
      tell(`${name} (${candidate.why}): taken, Python ${shown(probed.python.version)} at ${probed.python.executable}`);
      return probed.python;
    }
    tell(`${name} (${candidate.why}): not taken, ${reason ?? "it cannot be asked"}`);
  }
  return undefined;
}

function listed(pythons: readonly string[]): string {
  const sorted = [...pythons].sort(byMinor);
  return sorted.length > 1 ? `${String(sorted[0])} to ${String(sorted.at(-1))}` : String(sorted[0]);
}

function byMinor(one: string, other: string): number {
  return Number(one.split(".")[1]) - Number(other.split(".")[1]);
}
