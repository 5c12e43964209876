// Fills bundled/ with the server: its wheel, those of its dependencies for each Python, a lock with their hashes, and a
// manifest. `node scripts/bundle.mjs [--target linux-x64] [--if-stale]`. It runs pip, of $PYTHON or python3.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { pins, PYTHONS, requirements, TARGETS, thisTarget } from "./targets.mjs";

const HERE = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const ROOT = path.dirname(HERE);
const OUT = path.join(HERE, "bundled");
const LOCK = path.join(HERE, "server.lock");

const { values } = parseArgs({ options: { target: { type: "string" }, "if-stale": { type: "boolean" } } });
const target = values.target ?? thisTarget();
const platforms = TARGETS[target];
if (platforms === undefined) {
  throw new Error(`there is no target ${target}, but ${Object.keys(TARGETS).join(", ")}`);
}

const source = sourceHash();
if (values["if-stale"] && isFresh()) {
  console.log(`bundled/ has the server for ${target} already`);
} else {
  bundle();
}

function bundle() {
  const folder = mkdtempSync(path.join(tmpdir(), "cursus-registry-bundle-"));
  const wheels = path.join(folder, "wheels");
  try {
    mkdirSync(wheels);
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", wheels, ROOT);
    const own = readdirSync(wheels)[0];
    const wanted = pins(readFileSync(LOCK, "utf8"), target);
    for (const python of PYTHONS) {
      const choice = ["--implementation", "cp", "--python-version", python, ...platforms.flatMap((one) => ["--platform", one])];
      pip("download", "--quiet", "--no-deps", "--only-binary=:all:", ...choice, "--dest", wheels, ...wanted);
    }
    const names = readdirSync(wheels).sort();
    const hashed = names.map((name) => ({ name, sha256: sha256(readFileSync(path.join(wheels, name))) }));
    writeFileSync(path.join(folder, "requirements.txt"), requirements(hashed));
    const manifest = { server: own.split("-")[1], target, pythons: PYTHONS, pip: names.find((name) => name.startsWith("pip-")), source };
    writeFileSync(path.join(folder, "manifest.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
    rmSync(OUT, { recursive: true, force: true });
    mkdirSync(OUT);
    for (const name of readdirSync(folder)) {
      copy(path.join(folder, name), path.join(OUT, name));
    }
    const bytes = names.reduce((sum, name) => sum + statSync(path.join(OUT, "wheels", name)).size, 0);
    console.log(`bundled/: server ${manifest.server} for ${target}, ${names.length} wheels, ${(bytes / 1e6).toFixed(1)} MB`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isFresh() {
  const file = path.join(OUT, "manifest.json");
  const manifest = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  return manifest.source === source && manifest.target === target;
}

/** Changes with the server, its dependencies, and what is chosen of them. */
function sourceHash() {
  const hash = createHash("sha256").update(JSON.stringify([PYTHONS, platforms]));
  const package_ = path.join(ROOT, "server");
  const files = readdirSync(package_, { recursive: true, encoding: "utf8" })
    .filter((file) => !file.includes("__pycache__") && statSync(path.join(package_, file)).isFile())
    .map((file) => path.join(package_, file));
  for (const file of [...files.sort(), path.join(ROOT, "pyproject.toml"), path.join(ROOT, "README.md"), LOCK]) {
    hash.update(`${path.relative(ROOT, file)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function pip(...args) {
  const python = process.env.PYTHON ?? "python3";
  execFileSync(python, ["-m", "pip", "--disable-pip-version-check", ...args], { stdio: ["ignore", "inherit", "inherit"], cwd: tmpdir() });
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

function copy(from, to) {
  if (statSync(from).isDirectory()) {
    mkdirSync(to);
    readdirSync(from).forEach((name) => copy(path.join(from, name), path.join(to, name)));
  } else {
    writeFileSync(to, readFileSync(from));
  }
}
