// A stand-in for as much of VS Code's API as the tests of the views and of the status need: what is shown and posted can be
// read, and what a person or the editor does can be done. Everything else of it is missing, and fails.

interface Subscription {
  dispose(): void;
}

export class EventEmitter<T> {
  private readonly listeners = new Set<(value: T) => unknown>();

  readonly event = (listener: (value: T) => unknown): Subscription => {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  };

  fire(value: T): void {
    [...this.listeners].forEach((listener) => listener(value));
  }

  dispose(): void {
    this.listeners.clear();
  }
}

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}

  static parse(text: string): Uri {
    const [, scheme = "", path = ""] = /^([\w-]+):(?:\/\/)?(.*)$/.exec(text) ?? [];
    return new Uri(scheme, path);
  }

  static file(path: string): Uri {
    return new Uri("file", path);
  }

  static from({ scheme, path }: { scheme: string; path: string }): Uri {
    return new Uri(scheme, path);
  }

  static joinPath({ scheme, path }: Uri, ...more: string[]): Uri {
    return new Uri(scheme, [path, ...more].join("/"));
  }

  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}

  translate(lines: number, characters: number): Position {
    return new Position(this.line + lines, this.character + characters);
  }
}

export class Range {
  readonly start: Position;

  constructor(...given: readonly unknown[]) {
    const [first, second] = given;
    this.start = typeof first === "number" ? new Position(first, Number(second)) : (first as Position);
  }
}

class Made {
  readonly given: readonly unknown[];

  constructor(...given: readonly unknown[]) {
    this.given = given;
  }
}

export { Made as TabInputNotebook, Made as TabInputText, Made as ThemeColor, Made as ThemeIcon, Made as TreeItem };
// what the language client derives its own from
export { Made as CallHierarchyItem, Made as CancellationError, Made as CodeAction, Made as CodeLens, Made as CompletionItem };
export { Made as Diagnostic, Made as DocumentLink, Made as InlayHint, Made as SymbolInformation, Made as TypeHierarchyItem };
export const TreeItemCollapsibleState = {};
export const ViewColumn = { Active: -1, Beside: -2 };
export const LanguageStatusSeverity = { Information: 0, Warning: 1, Error: 2 };

export interface FakeEditor {
  readonly document: { readonly uri: Uri };
  readonly selection: { readonly active: { readonly line: number; readonly character: number } };
}

interface StatusItem {
  text: string;
  detail: string;
}

interface Provider {
  readonly onDidChangeTreeData: EventEmitter<undefined>["event"];
}

const nothing = (): void => undefined;
const events = {
  selection: new EventEmitter<{ textEditor: FakeEditor }>(),
  editor: new EventEmitter<void>(),
  notebook: new EventEmitter<void>(),
  visibility: new EventEmitter<{ visible: boolean }>(),
  folders: new EventEmitter<void>(),
  diagnostics: new EventEmitter<void>(),
};

/** What happened, and what the tests can do. */
export const editor = {
  events,
  /** All commands that were run, with what they were given. */
  ran: [] as (readonly unknown[])[],
  commands: new Map<string, (...given: unknown[]) => unknown>(),
  /** What was posted to the page of the panel that was made last, and how the page says something. */
  posted: [] as { readonly type: string; readonly [key: string]: unknown }[],
  say: nothing as (message: object) => void,
  tree: { visible: true, selection: [], badge: undefined as { value: number } | undefined },
  /** What the tree was made to show, by its labels. */
  revealed: [] as string[],
  provider: undefined as Provider | undefined,
  items: new Map<string, StatusItem>(),
  /** Why no document can be shown; it can while there is no reason. */
  refusal: undefined as string | undefined,
  opened: [] as string[],
  /** What a person was asked in a dialog, which button is pressed, and what happens while it is open. */
  questions: [] as string[],
  press: (): string | undefined => undefined,
  applied: [] as unknown[],
  /** What a person picks of what is offered: the first item whose label has the word. Words are used up. */
  picks: [] as string[],
  look(uri: string | undefined, line = 9): void {
    window.activeTextEditor = uri === undefined ? undefined : editorOf(uri, line);
    events.editor.fire();
  },
};

export function editorOf(uri: string, line = 9): FakeEditor {
  return { document: { uri: Uri.parse(uri) }, selection: { active: { line, character: 0 } } };
}

export const commands = {
  executeCommand: (...given: readonly unknown[]): Promise<void> => Promise.resolve(void editor.ran.push(given)),
  registerCommand: (name: string, action: (...given: unknown[]) => unknown): Subscription => {
    editor.commands.set(name, action);
    return { dispose: nothing };
  },
};

export const languages = {
  onDidChangeDiagnostics: events.diagnostics.event,
  createLanguageStatusItem: (id: string): StatusItem & Subscription => {
    const made = { text: "", detail: "", dispose: () => void editor.items.delete(id) };
    editor.items.set(id, made);
    return made;
  },
};

export const workspace = {
  getConfiguration: () => ({ get: <T>(_: string, otherwise: T): T => otherwise }),
  onDidChangeWorkspaceFolders: events.folders.event,
  notebookDocuments: [],
  asRelativePath: ({ path }: Uri): string => path.slice(1),
  applyEdit: (edit: unknown): Promise<boolean> => Promise.resolve(editor.applied.push(edit) > 0),
};

export const window = {
  activeTextEditor: undefined as FakeEditor | undefined,
  visibleTextEditors: [],
  tabGroups: { all: [] },
  onDidChangeTextEditorSelection: events.selection.event,
  onDidChangeActiveTextEditor: events.editor.event,
  onDidChangeActiveNotebookEditor: events.notebook.event,
  showQuickPick: <T extends { readonly label: string }>(items: readonly T[]): Promise<T | undefined> => {
    const word = editor.picks.shift();
    return Promise.resolve(word === undefined ? undefined : items.find(({ label }) => label.includes(word)));
  },
  showInformationMessage: (question: string): Promise<string | undefined> => {
    editor.questions.push(question);
    return Promise.resolve(editor.press());
  },
  showTextDocument: (uri: Uri): Promise<void> => {
    if (editor.refusal !== undefined) {
      return Promise.reject(new Error(editor.refusal));
    }
    return Promise.resolve(void editor.opened.push(uri.toString()));
  },
  createTreeView: (_: string, { treeDataProvider }: { treeDataProvider: Provider }) => {
    editor.provider = treeDataProvider;
    const reveal = ({ label }: { label: string }): Promise<void> => Promise.resolve(void editor.revealed.push(label));
    return Object.assign(editor.tree, { onDidChangeVisibility: events.visibility.event, reveal, dispose: nothing });
  },
  createWebviewPanel: () => {
    const received = new EventEmitter<object>();
    editor.posted = [];
    editor.say = (message): void => {
      received.fire(message);
    };
    const webview = {
      cspSource: "vscode-resource:",
      asWebviewUri: (uri: Uri): Uri => uri,
      postMessage: (message: (typeof editor.posted)[number]) => editor.posted.push(message),
      onDidReceiveMessage: received.event,
    };
    return { visible: true, title: "", viewColumn: 2, webview, reveal: nothing, onDidDispose: nothing, dispose: nothing };
  },
};
