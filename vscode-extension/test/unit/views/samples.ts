// Answers of a server for the tests of the views: small ones, and hostile ones.
import type { Conflict, Declaration, Definition, DetailedConflict, Drawing, Entry, Kind, Node, Project } from "../../../src/views/protocol";

export const HOSTILE = `"><img src=x onerror=alert(1)></title><script>alert('&')</script>\u202e\u0000`;

/** A page without the attributes that scripts read, which nobody sees. */
export function withoutIdentities(text: string): string {
  return text.replace(/ (?:data-[\w-]+|value)="[^"]*"/g, "");
}

export function location(uri = "file:///w/a.py", line = 2): Declaration["location"] {
  return { uri, range: { start: { line, character: 4 }, end: { line, character: 11 } } };
}

export function declaration(name: string, namespace = "core", kind: Kind = "core"): Declaration {
  return { name, qualifiedName: `${namespace}.${name}`, namespace, kind, location: location(`file:///w/${namespace}.py`) };
}

export function entry(name: string, namespace = "core", kind: Kind = "core", more: Partial<Entry> = {}): Entry {
  const nobody = { count: 0, first: [] };
  return { ...declaration(name, namespace, kind), stepType: "Training", description: null, below: null, others: nobody, collides: false, ...more };
}

export function project(root: string, counts: Partial<Project["counts"]> = {}): Project {
  const none = { core: 0, packs: 0, workspaces: 0, steps: 0, overrides: 0, conflicts: 0 };
  return { root, uri: `file://${root}`, indexed: true, counts: { ...none, ...counts } };
}

export function node(name: string, more: Partial<Node> = {}): Node {
  return { key: name, name, status: "resolved", added: true, step: declaration(name), location: location(), ...more };
}

export function drawing(edges: readonly (readonly [string, string])[], more: readonly Node[] = []): Drawing {
  const names = [...new Set(edges.flat())].filter((name) => more.every(({ key }) => key !== name));
  return {
    location: location(),
    complete: true,
    focus: null,
    nodes: [...names.map((name) => node(name)), ...more],
    edges: edges.map(([from, to]) => ({ from, to, location: location() })),
  };
}

/** A graph of so many nodes in layers, each with two before it. */
export function layered(count: number): Drawing {
  const edges = Array.from({ length: count }, (_, number) => number)
    .filter((number) => number >= 10)
    .flatMap((number): [string, string][] => [
      [`Step${String(number - 10)}`, `Step${String(number)}`],
      [`Step${String(number - 10 + ((number * 7) % 10) - (number % 10))}`, `Step${String(number)}`],
    ]);
  return drawing(edges.filter(([from, to]) => from !== to));
}

export function conflict(name: string, ...namespaces: string[]): Conflict {
  const definitions = namespaces.map((one) => declaration(name, one, "workspace"));
  return { name, type: "framework_conflict", plain: true, severity: "warning", pin: null, definitions, recommendations: ["rename it"] };
}

export function detailed(name: string, value: unknown = "his"): DetailedConflict {
  const definitions: Definition[] = ["alice", "bob"].map((one) => ({
    ...declaration(name, one, "workspace"),
    path: `${one}/workspace_registry.py`,
    fixes: [
      { kind: "rename", title: `Rename '${name}' of ${one}`, refused: null },
      { kind: "pin", title: `Pin '${name}' to ${one}`, refused: one === "bob" ? "the settings pin it already" : null },
    ],
  }));
  return {
    ...conflict(name, "alice", "bob"),
    definitions,
    more: 0,
    fields: [
      { field: "description", differs: true, cells: [{ value: "hers", origin: "alice" }, { value, origin: "bob" }] },
      { field: "framework", differs: true, cells: [{ value: ["a", 1], origin: "alice" }, null] },
      { field: "spec_type", differs: false, cells: [{ value: name, origin: "derived" }, { value: name, origin: "core" }] },
    ],
    meanings: [{ workspaces: { count: 12, first: ["alice", "bob"] }, qualifiedName: null, reason: "neither has it" }],
    winners: [{ strategy: "framework_match", outcome: "chosen", namespace: "bob", reason: "its framework", framework: "dgl", environmentTags: [] }],
  };
}
