// The setting `cursusRegistry.path`: a command with its arguments, or nothing. It may hold anything.
import type { Command } from "./install";
import type { Problem } from "./problem";

export type Path = { readonly command: Command } | { readonly problem: Problem } | undefined;

/** The command that is set; with no arguments, it is started as a language server. */
export function readPath(value: unknown, replace: (text: string) => string): Path {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
    return undefined;
  }
  const words: unknown[] = Array.isArray(value) ? value : [undefined];
  if (!words.every((word) => typeof word === "string") || words[0]?.trim() === "") {
    return { problem: wrongPath(`is ${JSON.stringify(value)}`) };
  }
  const [command = "", ...args] = words.map(replace);
  return { command: { command, args: args.length === 0 ? ["lsp"] : args } };
}

export function wrongPath(what: string): Problem {
  const message =
    `The setting cursusRegistry.path ${what}; the bundled server is started instead. ` +
    'Write a list with the program and its arguments, such as ["/usr/local/bin/cursus-registry", "lsp"].';
  return { cause: "setting", message, remedies: ["openSettings", "showLog"] };
}
