// Words that several parts put together in the same way.

/** A number of things: `1 step`, `2 steps`. */
export function counted(number: number, what: string): string {
  return `${String(number)} ${what}${number === 1 ? "" : "s"}`;
}
