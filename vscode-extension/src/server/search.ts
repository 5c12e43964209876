// Finds programs on the search path by itself: so that no relative folder, and nothing inside an untrusted workspace,
// is ever looked at.
import { access, constants, stat } from "node:fs/promises";
import * as path from "node:path";

export interface SearchPlace {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** Folders in which nothing is taken, with all that is below them. */
  readonly shunned: readonly string[];
  readonly isProgram: (file: string) => Promise<boolean>;
}

/** The absolute path of a program that is named, or undefined. A path is taken as it is, if it is absolute. */
export async function findProgram(name: string, place: SearchPlace): Promise<string | undefined> {
  const paths = place.platform === "win32" ? path.win32 : path.posix;
  const folders = paths.isAbsolute(name) ? [""] : isBare(name) ? searchFolders(place, paths) : [];
  for (const folder of folders) {
    for (const ending of endings(name, place, paths)) {
      const file = folder === "" ? name + ending : paths.join(folder, name + ending);
      if (!place.shunned.some((shunned) => isBelow(file, shunned, paths)) && (await place.isProgram(file))) {
        return file;
      }
    }
  }
  return undefined;
}

/** Whether a file can be run, by this system's own account. */
export async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, process.platform === "win32" ? constants.F_OK : constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false; // that is the answer: it cannot be run
  }
}

function isBare(name: string): boolean {
  return name !== "" && !/[/\\]/.test(name);
}

/** The folders of the search path, then those that it may lack for a program that was started from a desktop. */
function searchFolders(place: SearchPlace, paths: path.PlatformPath): string[] {
  const listed = (place.env["PATH"] ?? place.env["Path"] ?? "").split(paths.delimiter);
  const home = place.env["HOME"];
  const own = place.platform === "win32" || home === undefined ? [] : [`${home}/.local/bin`];
  const usual = place.platform === "darwin" ? ["/opt/homebrew/bin", "/usr/local/bin"] : [];
  return [...new Set([...listed, ...own, ...usual])].filter((folder) => paths.isAbsolute(folder));
}

function endings(name: string, place: SearchPlace, paths: path.PlatformPath): string[] {
  if (place.platform !== "win32" || paths.extname(name).toLowerCase() === ".exe") {
    return [""];
  }
  return [".exe", ""]; // a .bat or .cmd would need a shell
}

function isBelow(file: string, folder: string, paths: path.PlatformPath): boolean {
  const relative = paths.relative(folder, file);
  return relative !== ".." && !relative.startsWith(`..${paths.sep}`) && !paths.isAbsolute(relative);
}
