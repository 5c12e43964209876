// Which documents the server sees, and which of them are registries: by the patterns of the server's own layout.
import patterns from "../generated/patterns.json";

const NOTEBOOK = ".ipynb";

export interface FileFilter {
  readonly scheme: "file";
  readonly pattern: string;
}

export interface CellFilter {
  readonly notebook: FileFilter;
  readonly language: "python";
}

/** Files by their names, and the Python cells of notebooks. */
export function documentFilters(): (FileFilter | CellFilter)[] {
  return patterns.documents.map((pattern) => {
    const filter: FileFilter = { scheme: "file", pattern };
    return pattern.endsWith(NOTEBOOK) ? { notebook: filter, language: "python" } : filter;
  });
}

const REGISTRIES = patterns.registries.map((pattern) => `/${pattern.replace(/^\*\*\//, "")}`);

/**
 * Whether colours by meaning are ours. VS Code takes those of one server a document, and in any Python file but a
 * registry the Python server has more to say.
 */
export function coloursAreOurs(document: { readonly scheme: string; readonly path: string }): boolean {
  const isPython = document.scheme === "vscode-notebook-cell" || document.path.endsWith(".py");
  return !isPython || (document.scheme === "file" && REGISTRIES.some((ending) => document.path.endsWith(ending)));
}
