// What the server tells of all projects at a glance, and what is picked out of it. No VS Code here.

export interface ProjectOverview {
  readonly root: string;
  readonly indexed: boolean;
  /** The workspace of the file that was asked about, else the one that was chosen; null for the core alone. */
  readonly workspace: string | null;
  readonly chosenWorkspace: string | null;
  readonly workspaces: readonly string[];
  readonly steps: number;
  readonly conflicts: number;
}

export interface Overview {
  readonly root: string | null;
  readonly projects: readonly ProjectOverview[];
}

/** The project of the file that was asked about, or the only one. */
export function meantProject(overview: Overview): ProjectOverview | undefined {
  return overview.projects.find(({ root }) => root === overview.root);
}

/** The address of what a workspace, or `core`, sees, as the server knows it. */
export function effectivePath(workspace: string, root: string): { path: string; query: string } {
  return { path: `/${workspace}/effective.py`, query: `root=${root}` };
}
