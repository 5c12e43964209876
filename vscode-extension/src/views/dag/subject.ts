// What the DAG preview is about, what it says where there is nothing to draw, and where the cursor is in it. No VS Code.
import type { Drawing, Graph } from "../protocol";

/** A file whose editor is followed, or a step that was chosen. */
export type Subject =
  | { readonly kind: "file"; readonly uri: string; readonly name: string }
  | { readonly kind: "step"; readonly uri: string; readonly qualifiedName: string };

/** How the server is asked about it. */
export function questionOf(subject: Subject): { uri: string; step?: string } {
  return subject.kind === "file" ? { uri: subject.uri } : { uri: subject.uri, step: subject.qualifiedName };
}

export function titleOf(subject: Subject | undefined): string {
  if (subject === undefined) {
    return "DAG";
  }
  return `DAG: ${subject.kind === "file" ? subject.name : subject.qualifiedName}`;
}

/** What stands where there is nothing to draw. `failure` is why the server could not answer. */
export function noteOf(subject: Subject | undefined, failure: string | undefined): string {
  if (failure !== undefined) {
    return failure;
  }
  if (subject === undefined) {
    return "Open a Python file, a notebook or a .dag.json file with a PipelineDAG in it.";
  }
  const name = subject.kind === "file" ? subject.name : subject.qualifiedName;
  return `There is no DAG in ${name}. One begins with PipelineDAG(…), or with "dag" in a .dag.json file.`;
}

/** The node at a place of an open document, as the number of its drawing and its key; the smallest stretch counts. */
export function nodeAt(graph: Graph, uri: string, line: number, character: number): { drawing: number; key: string } | undefined {
  const found = graph.drawings.flatMap((one, drawing) => keysAt(one, uri, line, character).map((key) => ({ drawing, key })));
  return found[0];
}

function keysAt({ nodes, edges }: Drawing, uri: string, line: number, character: number): string[] {
  const has = ({ location }: { location: Drawing["location"] }): boolean => {
    const { start, end } = location.range;
    return location.uri === uri && isBefore(start, line, character) && isBefore({ line, character }, end.line, end.character);
  };
  return [...nodes.filter(has).map(({ key }) => key), ...edges.filter(has).map(({ to }) => to)];
}

function isBefore(one: { line: number; character: number }, line: number, character: number): boolean {
  return one.line < line || (one.line === line && one.character <= character);
}
