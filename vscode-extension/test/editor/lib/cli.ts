// The command line, asked about the same checkout: what the views show is held against what it prints.
import { execFileSync, spawnSync } from "node:child_process";
import { PYTHON } from "./places.ts";

/** Both are counted from one, as an editor shows them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Place {
  readonly path: string;
  readonly range: { readonly start: Position };
}

export interface Step {
  readonly id: string | null;
  readonly name: string;
  readonly namespace: string | null;
  readonly registry_type: "core" | "pack" | "workspace" | "override" | null;
  readonly location: Place;
}

export interface Dag {
  readonly location: Place;
  readonly nodes: readonly string[];
  readonly edges: readonly (readonly [string, string])[];
}

interface GraphEdge {
  readonly from: { readonly id: string | null; readonly name: string };
  readonly to: { readonly id: string | null; readonly name: string };
}

export interface Graph {
  readonly steps: readonly Step[];
  readonly overrides: readonly Step[];
  readonly edges: readonly GraphEdge[];
  readonly dags: readonly Dag[];
}

export interface Health {
  readonly counts: {
    readonly steps: { readonly core: number; readonly pack?: number; readonly workspaces: number };
    readonly workspaces: number;
    readonly overrides: number;
    readonly conflicts: number;
  };
}

export interface Conflict {
  readonly name: string;
  readonly severity: string | null;
  readonly pin: string | null;
  readonly recommendations: readonly string[];
  readonly definitions: readonly {
    readonly qualified_name: string;
    readonly namespace: string;
    readonly path: string;
    readonly range: Place["range"];
    readonly seen_by: { readonly count: number; readonly first: readonly string[] };
  }[];
  readonly unseen_by: { readonly count: number; readonly first: readonly string[] };
  readonly differences: Readonly<Record<string, Difference>>;
  readonly winners: readonly { readonly strategy: string; readonly namespace: string | null; readonly outcome: string; readonly reason: string }[];
}

export interface Difference {
  readonly values: readonly { readonly value: unknown; readonly namespaces: readonly string[] }[];
  readonly without: readonly string[];
}

export interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly path: string;
  readonly range: Place["range"];
}

const MODULE = ["-m", "cursus_registry"] as const;

/** What a command prints as JSON, whether it finds something or not. */
function printed<T>(folder: string, ...command: readonly string[]): T {
  const { status, stdout, stderr } = spawnSync(PYTHON, [...MODULE, ...command], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0 && status !== 1) {
    throw new Error(`cursus-registry ${command.join(" ")} ended with ${String(status)}:\n${stderr}`);
  }
  return JSON.parse(stdout) as T;
}

/** The steps, overrides, edges and DAGs of a checkout. */
export function graphOf(folder: string): Graph {
  return printed(folder, "graph", "--format", "json");
}

export function countsOf(folder: string): Health["counts"] {
  return printed<Health>(folder, "health", "--output-format", "json").counts;
}

/** The names that several workspaces declare; `all`: overrides and names of the core's, too. */
export function conflictsOf(folder: string, all = false): readonly Conflict[] {
  return printed<{ readonly conflicts: readonly Conflict[] }>(folder, "conflicts", ...(all ? ["--all"] : []), "--output-format", "json").conflicts;
}

/** The names of the steps that a workspace sees. */
export function visibleIn(folder: string, workspace: string): readonly string[] {
  return Object.keys(printed<{ readonly steps: object }>(folder, "list", "--workspace", workspace, "--output-format", "json").steps);
}

export function findingsOf(folder: string, code: string): readonly Finding[] {
  return printed<{ readonly diagnostics: readonly Finding[] }>(folder, "check", "--select", code, "--output-format", "json").diagnostics;
}

/** Lets a command change the checkout. */
export function change(folder: string, ...command: readonly string[]): void {
  execFileSync(PYTHON, [...MODULE, ...command], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}
