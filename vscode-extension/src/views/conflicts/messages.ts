// What the extension and the page of the Conflicts panel say to each other.
import type { Conflict, DetailedConflict, FixKind } from "../protocol";

/** Everything that the page shows. `details` has the names that are open; `note` stands where there is no conflict. */
export interface Shown {
  readonly type: "show";
  readonly projects: readonly { readonly root: string; readonly label: string }[];
  readonly root: string;
  readonly all: boolean;
  readonly conflicts: readonly Conflict[];
  readonly details: readonly DetailedConflict[];
  readonly note: string;
  /** The name to be brought into sight, once. */
  readonly focus: string | undefined;
}

export type FromPage =
  | { readonly type: "ready" }
  | { readonly type: "toggle"; readonly name: string }
  | { readonly type: "all"; readonly all: boolean }
  | { readonly type: "project"; readonly root: string }
  | { readonly type: "go"; readonly name: string; readonly definition: string }
  | { readonly type: "fix"; readonly name: string; readonly definition: string; readonly kind: FixKind };
