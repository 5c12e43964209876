// Checkouts to open: copies of the fixtures, and a small healthy project with two workspaces, a pipeline and a notebook.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { CORE, NOTEBOOK, PIPELINE, registry } from "./names.ts";
import { REPOSITORY } from "./places.ts";

/** A copy of a fixture as a git checkout on the branch `main`, with everything committed. */
export function copyFixture(name: string, folder: string): string {
  fs.cpSync(path.join(REPOSITORY, "fixtures", name), folder, { recursive: true });
  commit(folder);
  return folder;
}

/** The broken checkout without its settings file, in which the server would name a mistake by a message. */
export function brokenRegistries(folder: string): string {
  fs.cpSync(path.join(REPOSITORY, "fixtures/broken"), folder, { recursive: true });
  fs.rmSync(path.join(folder, "cursus-registry.toml"));
  commit(folder);
  return folder;
}

function git(folder: string, ...command: string[]): void {
  const who = ["-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "init.defaultBranch=main"];
  execFileSync("git", [...who, ...command], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}

function commit(folder: string): void {
  git(folder, "init", "--quiet");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "All of it");
}

/** A branch beside `main` on which one file has another text. */
export function addBranch(folder: string, branch: string, file: string, change: (text: string) => string): void {
  const place = path.join(folder, file);
  git(folder, "checkout", "--quiet", "-b", branch);
  fs.writeFileSync(place, change(fs.readFileSync(place, "utf8")));
  git(folder, "commit", "--quiet", "--all", "--message", "Another text");
  git(folder, "checkout", "--quiet", "main");
}

export function write(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

function entry(name: string, type: string): string {
  const lines = {
    config_class: `${name}Config`,
    builder_step_name: `${name}StepBuilder`,
    spec_type: name,
    sagemaker_step_type: type,
    description: `What ${name} does`,
  };
  const fields = Object.entries(lines).map(([key, value]) => `        "${key}": "${value}",\n`);
  return `    "${name}": {\n${fields.join("")}    },\n`;
}

function table(name: string, entries: Readonly<Record<string, string>>): string {
  return `${name} = {\n${Object.entries(entries).map(([step, type]) => entry(step, type)).join("")}}\n`;
}

const USE = 'from cursus.registry.step_names import get_config_class_name\n\nget_config_class_name("Package")\n';

function notebook(...cells: string[]): string {
  const made = cells.map((source, at) => ({
    cell_type: "code",
    execution_count: null,
    id: `cell-${at}`,
    metadata: {},
    outputs: [],
    source: source.split(/(?<=\n)/),
  }));
  const metadata = { language_info: { name: "python" } };
  return `${JSON.stringify({ cells: made, metadata, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;
}

/** A core of two steps, alice and bob who both override one, a pipeline and a notebook that use it. */
export function smallProject(folder: string): string {
  const workspace = (id: string, own: string): string =>
    `${table("WORKSPACE_STEPS", { [own]: "Processing" })}\nSTEP_OVERRIDES = {\n    "Package": {"description": "Packs for ${id}"},\n}\n\n` +
    `WORKSPACE_METADATA = {"developer_id": "${id}"}\n`;
  return write(folder, {
    [CORE]: table("STEP_NAMES", { Package: "Processing", Registration: "Processing" }),
    [registry("alice")]: workspace("alice", "GraphSampling"),
    [registry("bob")]: workspace("bob", "GraphPruning"),
    [PIPELINE]: USE,
    [NOTEBOOK]: notebook(USE),
  });
}
