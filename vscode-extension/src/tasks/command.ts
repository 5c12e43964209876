// What a task's definition means on the command line.

export interface CheckDefinition {
  readonly type: string;
  readonly command?: "check";
  readonly args?: readonly string[];
  readonly [other: string]: unknown;
}

/** `check` with one line a finding, as the problem matcher wants it; what the person adds stands behind it. */
export function checkArguments(definition: CheckDefinition): string[] {
  return ["check", "--output-format", "concise", ...(definition.args ?? [])];
}
