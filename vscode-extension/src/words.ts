// Words that several parts put together in the same way.

/** A number of things: `1 step`, `2 steps`. */
export function counted(number: number, what: string): string {
  return `${String(number)} ${what}${number === 1 ? "" : "s"}`;
}

/** The first names of several, and how many there are beyond them: `a, b and 3 more`. */
export function listed(names: readonly string[], most: number, count = names.length): string {
  const shown = names.slice(0, most);
  return `${shown.join(", ")}${count > shown.length ? ` and ${String(count - shown.length)} more` : ""}`;
}

/** Where a conflict stands: settled by the settings, or how bad it is, if a rule says so. */
export function stateOf({ severity, pin }: { readonly severity: string | null; readonly pin: string | null }): string | undefined {
  return pin === null ? (severity ?? undefined) : `pinned to ${pin}`;
}
