// Interpreters that a test can choose between: each is another name of one, and writes down when it starts a server.
import fs from "node:fs";
import path from "node:path";

/** Makes an interpreter in a folder; the servers that it starts are told in `started`. */
export function makeInterpreter(folder: string, name: string, python: string): void {
  const script = `#!/bin/sh\ncase "$*" in *" lsp") echo ${name} >> "${path.join(folder, "started")}" ;; esac\nexec "${python}" "$@"\n`;
  fs.mkdirSync(path.join(folder, "interpreters"), { recursive: true });
  fs.writeFileSync(path.join(folder, "interpreters", name), script, { mode: 0o755 });
}

/** Which interpreters have started a server, in order. */
export function started(folder: string): string[] {
  const file = path.join(folder, "started");
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n").filter((line) => line !== "") : [];
}
