// Which server starts.


/** The command of the setting, else the one on the search path. */
export function findServer(path: readonly string[]): { command: string; args: string[] } {
  const [command, ...args] = path;
  return command === undefined ? { command: "cursus-registry", args: ["lsp"] } : { command, args };
}
