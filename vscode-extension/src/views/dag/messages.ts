// What the extension and the page of the DAG preview say to each other.
import type { Drawing } from "../protocol";

/** Everything that the page shows. `note` stands where there is nothing to draw. */
export interface Shown {
  readonly type: "show";
  readonly title: string;
  readonly drawings: readonly Drawing[];
  readonly note: string;
}

/** The node under the cursor of the editor; null if there is none. */
export interface Marked {
  readonly type: "mark";
  readonly drawing: number;
  readonly key: string | null;
}

export type ToPage = Shown | Marked;

/** What the page says: it has started, or a person wants to go somewhere. */
export type FromPage =
  | { readonly type: "ready" }
  | { readonly type: "open"; readonly drawing: number; readonly key: string; readonly definition: boolean };
