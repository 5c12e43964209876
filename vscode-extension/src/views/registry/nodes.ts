// The tree of the Registry view: each node with its words, its icon and what can be done with it. No VS Code here.
import type { Location } from "vscode-languageserver-types";
import { counted, listed, stateOf } from "../../words";
import type { Conflict, Declaration, Entry, Kind, Project, Workspace } from "../protocol";

export type GroupName = "core" | "packs" | "workspaces" | "overrides" | "conflicts";

export type What =
  | { readonly kind: "project"; readonly project: Project }
  | { readonly kind: "group"; readonly group: GroupName }
  | { readonly kind: "workspace"; readonly workspace: Workspace }
  | { readonly kind: "step"; readonly declaration: Declaration }
  | { readonly kind: "conflict"; readonly conflict: Conflict }
  | { readonly kind: "definition"; readonly declaration: Declaration };

export interface Icon {
  readonly id: string;
  readonly color?: string;
}

export interface TreeNode {
  /** The same for the same thing after every change, so that what was expanded stays expanded. */
  readonly id: string;
  readonly root: string;
  readonly parent: TreeNode | undefined;
  readonly what: What;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly icon: Icon;
  readonly isLeaf: boolean;
  readonly target: Location | undefined;
  /** What can be done with it, as words for the menus. */
  readonly abilities: readonly string[];
}

/** Whether a command was given a node of the tree, as its menus do. */
export function isNode(given: unknown): given is TreeNode {
  return typeof given === "object" && given !== null && "what" in given && "id" in given;
}

const GROUPS: Readonly<Record<GroupName, { label: string; icon: string; tooltip: string }>> = {
  core: { label: "Core", icon: "library", tooltip: "The steps of the core registry" },
  packs: { label: "Packs", icon: "package", tooltip: "The steps of step packs, laid over the core" },
  workspaces: { label: "Workspaces", icon: "organization", tooltip: "The developers' workspaces, with steps and overrides of their own" },
  overrides: { label: "Overrides", icon: "layers", tooltip: "What workspaces lay over steps of the core" },
  conflicts: { label: "Conflicts", icon: "warning", tooltip: "The names that several workspaces declare" },
};
const KINDS: Readonly<Record<Kind, Icon>> = {
  core: { id: "symbol-class", color: "charts.blue" },
  pack: { id: "symbol-module", color: "charts.purple" },
  workspace: { id: "symbol-method", color: "charts.green" },
  override: { id: "symbol-interface", color: "symbolIcon.enumeratorForeground" },
};
/** So many names are told in a line. */
const SHOWN = 3;
const NAMES: readonly GroupName[] = ["core", "packs", "workspaces", "overrides", "conflicts"];

/** What stands at the top: the projects, or the parts of the only one. */
export function topNodes(projects: readonly Project[]): TreeNode[] {
  const nodes = projects.map((project) => projectNode(project, projects));
  const [only, ...more] = nodes;
  return only === undefined || more.length > 0 ? nodes : groupNodes(only);
}

/** The parts of a project; of packs only if there is one. */
export function groupNodes(parent: TreeNode): TreeNode[] {
  const { what } = parent;
  if (what.kind !== "project") {
    return [];
  }
  const { counts, indexed } = what.project;
  return NAMES.filter((name) => name !== "packs" || counts.packs > 0).map((name) => groupNode(parent, name, counts[name], indexed));
}

export function stepNode(parent: TreeNode, entry: Entry): TreeNode {
  const { name, namespace, kind, location, qualifiedName } = entry;
  const isUnder = parent.what.kind === "workspace" || kind === "core" || kind === "pack";
  const description = [...(isUnder ? [] : [namespace]), ...wordsOf(entry)].join(" · ");
  return {
    ...placed(parent, kind === "override" ? `${qualifiedName}*` : qualifiedName), // a workspace may have both
    what: { kind: "step", declaration: entry },
    label: name,
    description,
    tooltip: [qualifiedName, entry.description ?? "", ...aboutOf(entry)].filter((line) => line !== "").join("\n"),
    spoken: [`${name}, ${kindOf(kind, namespace)}`, ...aboutOf(entry)].join(", "),
    icon: entry.collides && kind === "workspace" ? { id: "warning", color: "list.warningForeground" } : KINDS[kind],
    isLeaf: true,
    target: location,
    abilities: abilitiesOf(entry),
  };
}

export function workspaceNode(parent: TreeNode, workspace: Workspace): TreeNode {
  const { workspace: id, steps, overrides, conflicts } = workspace;
  const parts = [counted(steps, "step"), ...some(overrides, "override"), ...some(conflicts, "conflict")];
  return {
    ...placed(parent, id),
    what: { kind: "workspace", workspace },
    label: id,
    description: parts.join(" · "),
    tooltip: `Workspace ${id}\n${parts.join(", ")}`,
    spoken: `workspace ${id}, ${parts.join(", ")}`,
    icon: { id: "person" },
    isLeaf: steps + overrides === 0,
    target: workspace.location,
    abilities: ["go", "workspace"],
  };
}

export function conflictNode(parent: TreeNode, conflict: Conflict): TreeNode {
  const { name, definitions, pin } = conflict;
  const namespaces = listed(definitions.map(({ namespace }) => namespace), SHOWN);
  const state = stateOf(conflict);
  const where = state === undefined ? [] : [state];
  return {
    ...placed(parent, name),
    what: { kind: "conflict", conflict },
    label: name,
    description: [namespaces, ...where].join(" · "),
    tooltip: [`${name} is declared in ${namespaces}`, ...conflict.recommendations.map((one) => `• ${one}`)].join("\n"),
    spoken: [name, `declared in ${namespaces}`, ...where].join(", "),
    icon: pin === null ? { id: "warning", color: "list.warningForeground" } : { id: "pinned" },
    isLeaf: false,
    target: undefined,
    abilities: ["compare"],
  };
}

export function definitionNodes(parent: TreeNode): TreeNode[] {
  return parent.what.kind === "conflict" ? parent.what.conflict.definitions.map((one) => definitionNode(parent, one)) : [];
}

/** What a step of the tree, or a definition of a conflict, declares. */
export function declarationOf({ what }: TreeNode): Declaration | undefined {
  return what.kind === "step" || what.kind === "definition" ? what.declaration : undefined;
}

/** The name of the part that a declaration is found in when nobody asked for a workspace. */
export function groupOf({ kind }: Declaration): GroupName {
  return kind === "core" ? "core" : kind === "pack" ? "packs" : "workspaces";
}

/** What the number on the view's icon means. */
export function badgeText(conflicts: number): string {
  return `${counted(conflicts, "name")} that several workspaces declare`;
}

function projectNode(project: Project, all: readonly Project[]): TreeNode {
  const { root, counts, indexed } = project;
  const words = [counted(counts.workspaces, "workspace"), ...some(counts.conflicts, "conflict"), ...(indexed ? [] : ["being read"])].join(" · ");
  const label = shortRoot(root, all.map((one) => one.root));
  return {
    id: root,
    root,
    parent: undefined,
    what: { kind: "project", project },
    label,
    description: words,
    tooltip: root,
    spoken: `project ${label}, ${words}`,
    icon: { id: "root-folder" },
    isLeaf: false,
    target: undefined,
    abilities: [],
  };
}

/** A part with its count; while the project is being read there may be more. */
function groupNode(parent: TreeNode, group: GroupName, count: number, indexed: boolean): TreeNode {
  const { label, tooltip } = GROUPS[group];
  const words = indexed ? String(count) : `${String(count)}, being read…`;
  return {
    ...placed(parent, `:${group}`),
    what: { kind: "group", group },
    label,
    description: words,
    tooltip,
    spoken: `${label}, ${words}`,
    icon: indexed ? groupIcon(group, count) : { id: "loading~spin" },
    isLeaf: indexed && count === 0,
    target: undefined,
    abilities: group === "conflicts" && count > 0 ? ["panel"] : [],
  };
}

function groupIcon(group: GroupName, count: number): Icon {
  if (group !== "conflicts") {
    return { id: GROUPS[group].icon };
  }
  return count === 0 ? { id: "pass", color: "testing.iconPassed" } : { id: GROUPS[group].icon, color: "list.warningForeground" };
}

function definitionNode(parent: TreeNode, declaration: Declaration): TreeNode {
  const { qualifiedName, kind, namespace, name } = declaration;
  return {
    ...placed(parent, qualifiedName),
    what: { kind: "definition", declaration },
    label: namespace,
    description: kind,
    tooltip: qualifiedName,
    spoken: `${name}, ${kindOf(kind, namespace)}`,
    icon: KINDS[kind],
    isLeaf: true,
    target: declaration.location,
    abilities: kind === "workspace" ? ["go", "rename", "promote", "pin"] : ["go", "pin"],
  };
}

function placed(parent: TreeNode, name: string): { id: string; root: string; parent: TreeNode } {
  return { id: `${parent.id}|${name}`, root: parent.root, parent };
}

function abilitiesOf({ kind, below, others }: Entry): string[] {
  const several = others.count > 0 || below !== null;
  const own = kind === "workspace" && below === null;
  return ["go", "graph", ...(several ? ["compare"] : []), ...(kind === "pack" ? [] : ["rename"]), ...(own ? ["promote"] : [])];
}

/** What is told beside the name. */
function wordsOf({ stepType, below, kind, others, collides }: Entry): string[] {
  const over = below === null ? [] : [`${kind === "override" ? "over" : "hides"} ${below.slice(0, below.indexOf("."))}`];
  const also = collides || kind === "core" || kind === "pack" ? others : { count: 0, first: [] };
  return [...(stepType === null ? [] : [stepType]), ...over, ...(also.count === 0 ? [] : [`also in ${listed(also.first, SHOWN, also.count)}`])];
}

function aboutOf(entry: Entry): string[] {
  const { stepType, below, kind, others, collides } = entry;
  return [
    ...(stepType === null ? [] : [`type ${stepType}`]),
    ...(below === null ? [] : [`${kind === "override" ? "laid over" : "hides"} ${below}`]),
    ...(others.count === 0 ? [] : [`also in ${listed(others.first, SHOWN, others.count)}`]),
    ...(collides ? ["several workspaces declare it"] : []),
  ];
}

function kindOf(kind: Kind, namespace: string): string {
  return kind === "override" ? `override of workspace ${namespace}` : kind === "workspace" ? `step of workspace ${namespace}` : `step of the ${namespace}`;
}

function some(number: number, what: string): string[] {
  return number === 0 ? [] : [counted(number, what)];
}

/** A root by its last folder, or by so many of them that no other is called the same. */
export function shortRoot(root: string, all: readonly string[]): string {
  const parts = root.split("/");
  for (let many = 1; many < parts.length; many += 1) {
    const short = parts.slice(-many).join("/");
    if (all.filter((other) => other === short || other.endsWith(`/${short}`)).length <= 1) {
      return short;
    }
  }
  return root;
}
