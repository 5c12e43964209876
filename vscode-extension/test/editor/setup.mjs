// What the editor tests need: a real VS Code (code-server), the Node that it runs on, a driver for Chromium, and this
// extension, built and packed. Installed below node_modules/, which git ignores. A second run that has nothing to do takes no time.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const extension = path.resolve(here, "../..");
const code = path.join(here, "node_modules/code-server/lib/vscode");
const stamp = path.join(here, "node_modules/.editor-tests");

/** Nothing of an installed package is run, compiled, audited or advertised. */
const QUIET = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** Of no use to the tests, and half of the size: assistants that nobody signs in to. */
const USELESS = ["extensions/copilot", "node_modules/@github", "node_modules/@microsoft/mxc-sdk"];

function run(folder, ...command) {
  const env = { ...process.env, PYTHON: process.env.CURSUS_REGISTRY_PYTHON ?? "python3" };
  execFileSync(command[0], command.slice(1), { cwd: folder, env, stdio: "inherit" });
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const name of ["package.json", "package-lock.json", "setup.mjs"]) {
    hash.update(readFileSync(path.join(here, name)));
  }
  return hash.digest("hex");
}

function installEditor() {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint()) {
    return;
  }
  console.log("installing VS Code (code-server) for the tests");
  rmSync(stamp, { force: true });
  run(here, "npm", "ci", ...QUIET);
  // Its own install script would do these two as well, and compile what only terminals and log files need. The lock
  // inside is out of step with its package.json, so that `npm ci` refuses it.
  for (const folder of [code, path.join(code, "extensions")]) {
    run(folder, "npm", "install", "--omit=dev", "--no-save", ...QUIET);
  }
  for (const name of USELESS) {
    rmSync(path.join(code, name), { recursive: true, force: true });
  }
  writeFileSync(stamp, fingerprint());
}

function installBrowser() {
  if (existsSync("/usr/bin/chromium")) {
    return;
  }
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    throw new Error("the editor tests need Chromium at /usr/bin/chromium; on Debian: apt-get install chromium");
  }
  run(here, "apt-get", "update", "-qq");
  run(here, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium");
}

/** When the newest file at or below these places was written. */
function newest(...places) {
  const times = places.flatMap((place) => {
    if (!statSync(place).isDirectory()) {
      return [statSync(place).mtimeMs];
    }
    const below = readdirSync(place, { recursive: true, encoding: "utf8" }).filter((name) => !name.includes("__pycache__"));
    return below.map((name) => statSync(path.join(place, name)).mtimeMs);
  });
  return Math.max(...times);
}

function buildExtension() {
  const lock = path.join(extension, "package-lock.json");
  const installed = path.join(extension, "node_modules/.package-lock.json");
  if (!existsSync(installed) || newest(installed) < newest(lock)) {
    run(extension, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
  }
  const shipped = ["src", "media", "scripts", "package.json", "README.md", "CHANGELOG.md", "../server", "../pyproject.toml"];
  const folder = path.resolve(extension, "../artifacts/vsix");
  mkdirSync(folder, { recursive: true });
  const [made] = readdirSync(folder).filter((name) => name.endsWith(".vsix"));
  if (made === undefined || newest(path.join(folder, made)) < newest(...shipped.map((name) => path.join(extension, name)))) {
    rmSync(folder, { recursive: true });
    run(extension, "npm", "run", "--silent", "package", "--", "--out", folder);
  }
  run(extension, "npm", "run", "--silent", "build");
}

installEditor();
installBrowser();
buildExtension();
