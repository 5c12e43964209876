// Names in order, where only it matters which ones there are.

export function sorted(all: readonly string[]): string[] {
  return [...all].sort();
}
