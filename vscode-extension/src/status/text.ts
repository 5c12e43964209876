// What the status item says, in a line and in its details.
import type { State } from "../client/state";
import type { Origin } from "../server/choose";
import { meantProject, type Overview } from "../overview";
import { counted } from "../words";

export type Weight = "information" | "warning" | "error";

export interface Shown {
  readonly text: string;
  readonly detail: string;
  readonly weight: Weight;
  readonly busy: boolean;
}

const ORIGINS: Record<Origin, string> = {
  setting: "from cursusRegistry.path",
  environment: "of the workspace's interpreter",
  bundled: "bundled",
  searchPath: "found on the search path",
};

/** `overview` is null where the server cannot tell, as an older one, and undefined where it has not yet. */
export function shownStatus(state: State, overview: Overview | null | undefined): Shown {
  switch (state.kind) {
    case "starting":
      return { text: "Cursus Registry: starting", detail: "", weight: "information", busy: true };
    case "installing":
      return { text: "Cursus Registry: setting up the server", detail: "only this once", weight: "information", busy: true };
    case "stopped":
      return { text: "Cursus Registry: stopped", detail: "", weight: "warning", busy: false };
    case "failed":
      return { text: "Cursus Registry: not running", detail: state.problem.message, weight: "error", busy: false };
    case "running":
      return running(state, overview);
  }
}

function running(state: State & { kind: "running" }, overview: Overview | null | undefined): Shown {
  const server = `server ${state.version}, ${ORIGINS[state.origin]}`;
  const detail = state.note === undefined ? server : `${state.note}; ${server}`; // the end of a long line is not shown
  const weight = state.note === undefined ? "information" : "warning";
  if (overview === null) {
    return { text: "Cursus Registry", detail, weight, busy: false };
  }
  const project = overview && meantProject(overview);
  if (overview === undefined || (project !== undefined && !project.indexed)) {
    return { text: "Cursus Registry: reading", detail, weight, busy: true };
  }
  if (project === undefined) {
    const many = overview.projects.length;
    return { text: many === 0 ? "No registry is open" : `${String(many)} registries`, detail, weight, busy: false };
  }
  const parts = [project.workspace ?? "core", counted(project.steps, "step"), counted(project.conflicts, "conflict")];
  return { text: parts.join(" · "), detail, weight, busy: false };
}
