// What the server answers to the views' questions: plain JSON, places as the protocol writes them.
import type { Location } from "vscode-languageserver-types";

export type Kind = "core" | "pack" | "workspace" | "override";

export interface Declaration {
  readonly name: string;
  readonly qualifiedName: string;
  readonly namespace: string;
  readonly kind: Kind;
  readonly location: Location;
}

/** Workspaces, or namespaces: how many, and the first of them. */
export interface Counted {
  readonly count: number;
  readonly first: readonly string[];
}

export interface Counts {
  readonly core: number;
  readonly packs: number;
  readonly workspaces: number;
  readonly steps: number;
  readonly overrides: number;
  readonly conflicts: number;
}

export interface Project {
  readonly root: string;
  readonly uri: string;
  readonly indexed: boolean;
  readonly counts: Counts;
}

export interface Tree {
  readonly projects: readonly Project[];
}

export interface Entry extends Declaration {
  readonly stepType: string | null;
  readonly description: string | null;
  readonly below: string | null;
  readonly others: Counted;
  readonly collides: boolean;
}

export interface Workspace {
  readonly workspace: string;
  readonly steps: number;
  readonly overrides: number;
  readonly conflicts: number;
  readonly location: Location;
}

export interface Entries<T> {
  readonly root: string;
  readonly entries: readonly T[];
}

export interface StepAt extends Declaration {
  readonly root: string;
}

export interface Node {
  readonly key: string;
  readonly name: string;
  readonly status: "resolved" | "missing" | "unknown";
  readonly added: boolean;
  readonly step: Declaration | null;
  readonly location: Location;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly location: Location;
}

export interface Drawing {
  readonly location: Location;
  readonly complete: boolean;
  readonly focus: string | null;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

export interface Graph {
  readonly root: string;
  readonly path: string | null;
  readonly step: string | null;
  readonly drawings: readonly Drawing[];
}

export type FixKind = "rename" | "pin" | "promote";

export interface Fix {
  readonly kind: FixKind;
  readonly title: string;
  readonly refused: string | null;
}

export interface Conflict {
  readonly name: string;
  readonly type: string;
  readonly plain: boolean;
  readonly severity: string | null;
  readonly pin: string | null;
  readonly definitions: readonly Declaration[];
  readonly recommendations: readonly string[];
}

export interface Definition extends Declaration {
  readonly path: string;
  readonly fixes: readonly Fix[];
}

export interface Cell {
  readonly value: unknown;
  readonly origin: string;
}

export interface Field {
  readonly field: string;
  readonly differs: boolean;
  readonly cells: readonly (Cell | null)[];
}

export interface Meaning {
  readonly workspaces: Counted;
  readonly qualifiedName: string | null;
  readonly reason: string;
}

export interface Winner {
  readonly strategy: string;
  readonly outcome: string;
  readonly namespace: string | null;
  readonly reason: string;
  readonly framework: string | null;
  readonly environmentTags: readonly string[];
}

export interface DetailedConflict extends Conflict {
  readonly definitions: readonly Definition[];
  readonly more: number;
  readonly fields: readonly Field[];
  readonly meanings: readonly Meaning[];
  readonly winners: readonly Winner[];
}

export interface Conflicts<T extends Conflict = Conflict> {
  readonly root: string;
  /** The page about all of them. */
  readonly uri: string;
  readonly conflicts: readonly T[];
}
