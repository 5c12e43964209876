// What a filter leaves of the tree: names, workspaces and step types that have its words in them. No VS Code here.
import type { Conflict, Entry } from "../protocol";

/** Whether all words of a filter are found in a text that stands for a thing, in any order, whatever the case. */
export function matches(filter: string, ...texts: readonly (string | null)[]): boolean {
  const text = texts.filter((one) => one !== null).join(" ").toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function entryMatches(filter: string, { name, namespace, stepType }: Entry): boolean {
  return matches(filter, name, namespace, stepType);
}

export function conflictMatches(filter: string, { name, definitions }: Conflict): boolean {
  return matches(filter, name, ...definitions.map(({ namespace }) => namespace));
}
