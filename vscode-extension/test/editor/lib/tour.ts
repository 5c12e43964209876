// The pictures of docs/tour.md: which of those that the tests take they are.
import fs from "node:fs";
import path from "node:path";
import { ARTIFACTS, REPOSITORY } from "./places.ts";

/** Name in docs/tour/: group of tests, and picture. */
const PICTURES: Readonly<Record<string, readonly [string, string]>> = {
  "first-look": ["looks", "squiggle-light"],
  "hover-finding": ["looks", "hover-finding-light"],
  "hover-step": ["looks", "hover-step-dark"],
  "quick-fix": ["looks", "quick-fix-light"],
  completion: ["looks", "completion-light"],
  problems: ["looks", "problems-dark"],
  "rename-preview": ["renaming", "rename-preview-light"],
  "registry-view": ["registry view", "registry-view-light"],
  "compare-workspaces": ["registry view", "compare-workspaces-light"],
  conflicts: ["conflicts panel", "conflicts-panel-light"],
  "dag-preview": ["DAG preview", "dag-preview-dark"],
  status: ["looks", "status-light"],
  contrast: ["looks", "quick-fix-contrast"],
  restricted: ["not trusted", "restricted-light"],
  "no-python": ["no Python", "no-python-light"],
};

/** Replaces the pictures that these groups have taken. */
export function refreshTour(groups: readonly string[]): void {
  const folder = path.join(REPOSITORY, "docs/tour");
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, [group, picture]] of Object.entries(PICTURES)) {
    if (groups.includes(group)) {
      fs.copyFileSync(path.join(ARTIFACTS, group, `${picture}.png`), path.join(folder, `${name}.png`));
    }
  }
}
