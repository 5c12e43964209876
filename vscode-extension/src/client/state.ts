// What the server does at the moment, as the parts that show it see it.
import type { Origin } from "../server/choose";
import type { Problem } from "../server/problem";

export type State =
  | { readonly kind: "starting" }
  | { readonly kind: "installing" }
  | { readonly kind: "running"; readonly version: string; readonly origin: Origin; readonly note: string | undefined }
  | { readonly kind: "failed"; readonly problem: Problem }
  | { readonly kind: "stopped" };

/** What there is to say of a server of another version than the extension was made with; nothing if it is the same. */
export function versionNote(server: string, extension: string): string | undefined {
  const order = compare(server, extension);
  if (order === 0) {
    return undefined;
  }
  const [than, which] = order < 0 ? ["older", "it"] : ["newer", "the extension"];
  return `the server (${server}) is ${than} than the extension (${extension}); if something is missing, update ${which}`;
}

function compare(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split(/[.\-+]/).map((part) => Number.parseInt(part, 10)));
  for (let place = 0; place < 3; place += 1) {
    const difference = (left?.[place] ?? 0) - (right?.[place] ?? 0);
    if (Number.isNaN(difference)) {
      return one < other ? -1 : 1;
    }
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
