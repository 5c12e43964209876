// On a copy of the broken checkout: that findings come, change and go, and that what a person asks is answered.
import { execFileSync } from "node:child_process";
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { CORE, registry as workspace } from "../lib/names.ts";
import { languageServers, ownGroup } from "../lib/processes.ts";
import { ask, at, closeAll, code, findings, folder, open, ours, relative, replace, shows, test, until, uri } from "./support.ts";

const WEEKLY = "pipelines/weekly_training.py";
const SCORING = "pipelines/nightly_scoring.py";
const NOTEBOOK = "notebooks/churn_scores.ipynb";
const SETTINGS = "cursus-registry.toml";
const SEVERITIES = ["error", "warning", "information", "hint"] as const;

test("broken", "a misspelt name is found, with its code, page and the name that was meant", async () => {
  const { document } = await open(WEEKLY);
  await shows(WEEKLY, ["6: CUR301", "7: CUR303"]);
  const [unknown] = ours(WEEKLY);
  assert(unknown !== undefined);
  assert.equal(document.getText(unknown.range), "XGBoostTrainng");
  assert.equal(unknown.severity, vscode.DiagnosticSeverity.Warning);
  assert.match(unknown.message, /did you mean 'XGBoostTraining'/);
  assert(typeof unknown.code === "object" && /CUR301/.test(unknown.code.target.toString()));
});

test("broken", "the editor finds in all files what the terminal finds", async () => {
  const wanted = fromTerminal();
  assert(wanted.length > 80, `the terminal found ${wanted.length}`);
  await until(() => JSON.stringify(fromEditor()) === JSON.stringify(wanted), () => difference(wanted, fromEditor()));
});

/** Each finding as `file:line code severity`; lines of notebooks are those of cells here and of the file there. */
function fromEditor(): string[] {
  return vscode.languages.getDiagnostics().flatMap(([place, found]) =>
    found
      .filter((one) => /^CUR\d{3}$/.test(code(one)))
      .map((one) => line(relative(vscode.Uri.file(place.fsPath)), one.range.start.line + 1, code(one), SEVERITIES[one.severity] ?? "none")),
  ).sort();
}

function fromTerminal(): string[] {
  const [program, ...rest] = vscode.workspace.getConfiguration("cursusRegistry").get<string[]>("path", []);
  assert(program !== undefined);
  const command = [...rest.slice(0, -1), "check", "--exit-zero", "--output-format", "json", folder()];
  const said = JSON.parse(execFileSync(program, command, { cwd: folder(), encoding: "utf8" })) as { readonly diagnostics: readonly Finding[] };
  return said.diagnostics.map((one) => line(one.path, one.range.start.line, one.code, one.severity)).sort();
}

interface Finding {
  readonly code: string;
  readonly path: string;
  readonly severity: string;
  readonly range: { readonly start: { readonly line: number } };
}

function line(file: string, row: number, name: string, severity: string): string {
  return file.endsWith(".ipynb") ? `${file} ${name} ${severity}` : `${file}:${row} ${name} ${severity}`;
}

function difference(wanted: readonly string[], got: readonly string[]): unknown {
  return { missing: wanted.filter((one) => !got.includes(one)), extra: got.filter((one) => !wanted.includes(one)), counts: [wanted.length, got.length] };
}

test("broken", "findings change while typing, and vanish when what is wrong is mended", async () => {
  const editor = await open(WEEKLY);
  await shows(WEEKLY, ["6: CUR301", "7: CUR303"]);
  await replace(editor, '"Registration"', '"Registratoin"');
  await shows(WEEKLY, ["6: CUR301", "7: CUR303", "8: CUR301"]);
  await replace(editor, "XGBoostTrainng", "XGBoostTraining");
  await shows(WEEKLY, ["7: CUR303", "8: CUR301"]);
  await replace(editor, "Registratoin", "Registration");
  await replace(editor, "MIMSPackaging", "Package");
  await shows(WEEKLY, []);
  await closeAll();
  await shows(WEEKLY, ["6: CUR301", "7: CUR303"]);
});

test("broken", "a change in one file changes what is found in another", async () => {
  const editor = await open(workspace("hugo"));
  await shows("pipelines/nightly_scoring.dag.json", ["3: CUR302", "4: CUR302"]);
  await replace(editor, '"TabularPreprocesing"', '"PictureTables"');
  await shows("pipelines/nightly_scoring.dag.json", ["3: CUR301", "4: CUR301"]);
  await closeAll();
  await shows("pipelines/nightly_scoring.dag.json", ["3: CUR302", "4: CUR302"]);
});

test("broken", "hover tells the entry, and where its fields come from", async () => {
  const { document } = await open(WEEKLY);
  const hovers = await ask<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at(document, "TabularPreprocessing"));
  const text = hovers.flatMap((hover) => hover.contents).map((content) => (typeof content === "string" ? content : content.value)).join("\n");
  assert.match(text, /TabularPreprocessingStepBuilder/);
  assert.match(text, /Cleans tables and splits them into samples/);
});

test("broken", "a completion that is accepted makes a valid text", async () => {
  const editor = await open(WEEKLY);
  const { document } = editor;
  await shows(WEEKLY, ["6: CUR301", "7: CUR303"]);
  await replace(editor, "XGBoostTrainng", "XGBoostT");
  const cursor = at(document, "XGBoostT", "XGBoostT".length);
  editor.selection = new vscode.Selection(cursor, cursor);
  await accept("XGBoostTraining", document);
  assert.equal(document.lineAt(5).text, 'TRAINING = get_config_class_name("XGBoostTraining")');
  await shows(WEEKLY, ["7: CUR303"]);
});

test("broken", "a whole entry is completed in a table of overrides", async () => {
  const editor = await open(workspace("kolja"));
  const { document } = editor;
  await replace(editor, "STEP_OVERRIDES = {\n", 'STEP_OVERRIDES = {\n    "XGBoostM\n');
  const cursor = at(document, '"XGBoostM\n', '"XGBoostM'.length);
  editor.selection = new vscode.Selection(cursor, cursor);
  await accept("XGBoostModel", document);
  assert.match(document.getText(), /"XGBoostModel": \{\n/);
  await until(() => !findings(workspace("kolja")).some((one) => one.endsWith("CUR001")), () => [document.getText(), findings(workspace("kolja"))]);
});

/** Chooses an item of the list that is open at the cursor, as a person does: by its place among those that are shown. */
async function accept(label: string, document: vscode.TextDocument): Promise<void> {
  const cursor = vscode.window.activeTextEditor?.selection.active;
  assert(cursor !== undefined);
  const list = await ask<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, cursor);
  const labels = list.items.map((item) => (typeof item.label === "string" ? item.label : item.label.label));
  assert(labels.includes(label), `offered: ${labels.join(", ")}`);
  const before = document.getText();
  await vscode.commands.executeCommand("editor.action.triggerSuggest");
  await until(async () => {
    await vscode.commands.executeCommand("acceptSelectedSuggestion");
    return document.getText() !== before;
  }, () => document.getText());
}

test("broken", "definition leads to the entry, references to every place", async () => {
  const { document } = await open(WEEKLY);
  const place = at(document, "TabularPreprocessing");
  const links = await ask<(vscode.Location | vscode.LocationLink)[]>("vscode.executeDefinitionProvider", document.uri, place);
  const targets = links.map((link) => ("targetUri" in link ? link.targetUri : link.uri)).map(relative);
  assert.deepEqual(targets, [CORE]);
  const found = await ask<vscode.Location[]>("vscode.executeReferenceProvider", document.uri, place);
  const files = [...new Set(found.map((one) => relative(one.uri)))].sort();
  assert.deepEqual(files, [workspace("kolja"), "pipelines/nightly_scoring.json", SCORING, WEEKLY, CORE].sort());
});

test("broken", "a quick fix mends the name", async () => {
  const { document } = await open(WEEKLY);
  await shows(WEEKLY, ["6: CUR301", "7: CUR303"]);
  await apply(document, at(document, "XGBoostTrainng"), vscode.CodeActionKind.QuickFix, /Change to 'XGBoostTraining'/);
  assert.equal(document.lineAt(5).text, 'TRAINING = get_config_class_name("XGBoostTraining")');
  await shows(WEEKLY, ["7: CUR303"]);
});

test("broken", "fix-all mends in a file what can be mended safely", async () => {
  const { document } = await open(WEEKLY);
  await shows(WEEKLY, ["6: CUR301", "7: CUR303"]);
  const kind = vscode.CodeActionKind.SourceFixAll.append("cursusRegistry");
  await apply(document, new vscode.Position(0, 0), kind, /./);
  assert.match(document.getText(), /get_config_class_name\("Package"\)/);
  await until(() => !findings(WEEKLY).includes("7: CUR303"), () => findings(WEEKLY));
});

async function apply(document: vscode.TextDocument, place: vscode.Position, kind: vscode.CodeActionKind, title: RegExp): Promise<void> {
  const range = new vscode.Range(place, place);
  const actions = await ask<vscode.CodeAction[]>("vscode.executeCodeActionProvider", document.uri, range, kind.value, 50);
  const action = actions.find((one) => title.test(one.title));
  assert(action !== undefined, `offered: ${actions.map((one) => one.title).join(", ")}`);
  if (action.edit !== undefined) {
    assert(await vscode.workspace.applyEdit(action.edit));
  }
  if (action.command !== undefined) {
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  }
}

test("broken", "lenses and colours stand on registries, and nowhere else", async () => {
  const registry = await vscode.workspace.openTextDocument(uri(workspace("farid")));
  const lenses = await ask<vscode.CodeLens[]>("vscode.executeCodeLensProvider", registry.uri, 50);
  const titles = lenses.map((lens) => lens.command?.title ?? "");
  assert(titles.some((title) => /ines|kolja/.test(title)), titles.join(" | "));
  await until(async () => (await tokens(registry)) > 0, () => "no tokens");
  const { document } = await open(WEEKLY);
  await shows(WEEKLY, ["6: CUR301", "7: CUR303"]);
  assert.equal(await tokens(document), 0, "a pipeline's colours are left to its language");
  const elsewhere = await vscode.workspace.openTextDocument({ language: "python", content: 'import os\nprint(os.environ["Package"])\n' });
  assert.equal(await tokens(elsewhere), 0);
  assert.deepEqual(await vscode.commands.executeCommand("vscode.executeCodeLensProvider", elsewhere.uri), []);
  assert.deepEqual(await vscode.commands.executeCommand("vscode.executeInlayHintProvider", elsewhere.uri, new vscode.Range(0, 0, 2, 0)), []);
});

test("broken", "a hint tells from where a name comes when that is not the core", async () => {
  const { document } = await open(workspace("jana"));
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await until(async () => {
    const got = await ask<vscode.InlayHint[]>("vscode.executeInlayHintProvider", document.uri, all);
    return got.length > 0 && got;
  }, () => "no hints");
  assert(hints.some((hint) => hint.position.line === at(document, '"StockAlarm"').line), JSON.stringify(hints));
});

async function tokens(document: vscode.TextDocument): Promise<number> {
  const got = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>("vscode.provideDocumentSemanticTokens", document.uri);
  return got?.data.length ?? 0;
}

/** As a person opens it: VS Code keeps what an extension opens for minutes, with what was typed there. */
async function openNotebook(): Promise<vscode.NotebookDocument> {
  await vscode.commands.executeCommand("vscode.openWith", uri(NOTEBOOK), "jupyter-notebook");
  return until(() => vscode.window.activeNotebookEditor?.notebook, () => "no notebook is shown");
}

test("broken", "a slip in a notebook's cell is found there, and mended there", async () => {
  const cell = (await openNotebook()).cellAt(2).document;
  await until(() => ours(cell.uri).length === 1, () => vscode.languages.getDiagnostics().filter(([place]) => place.fsPath.endsWith(".ipynb")));
  const edit = new vscode.WorkspaceEdit();
  const found = ours(cell.uri)[0];
  assert(found !== undefined);
  assert.equal(cell.getText(found.range), "ModelCalibraton");
  edit.replace(cell.uri, found.range, "ModelCalibration");
  assert(await vscode.workspace.applyEdit(edit));
  await until(() => ours(cell.uri).length === 0, () => ours(cell.uri));
});

test("broken", "a notebook that is closed has its findings by itself, and none in its cells", async () => {
  await openNotebook();
  const places = (): string[] => vscode.languages.getDiagnostics().filter(([place]) => place.path.endsWith(".ipynb") && ours(place).length > 0).map(([place]) => place.scheme);
  await until(() => places().join() === "vscode-notebook-cell", places);
  await closeAll();
  await until(() => places().join() === "file", places);
});

test("broken", "a broken settings file is judged on the line, and mending it is followed", async () => {
  const editor = await open(SETTINGS);
  await shows(SETTINGS, ["2: CUR903", "5: CUR903", "6: CUR902"]);
  await replace(editor, "ignroe", "ignore");
  await shows(SETTINGS, ["5: CUR903", "6: CUR902"]);
  await until(() => !findings(workspace("jana")).some((one) => one.endsWith("CUR110")), () => findings(workspace("jana")));
  await replace(editor, "[severity]", "[severity");
  await until(() => findings(SETTINGS).some((one) => one.startsWith("4: ")), () => findings(SETTINGS));
  assert(findings(WEEKLY).includes("6: CUR301"), "everything else is judged all the same");
  await closeAll();
  await shows(SETTINGS, ["2: CUR903", "5: CUR903", "6: CUR902"]);
});

test("broken", "findings follow a switch of branches", async () => {
  await shows(WEEKLY, ["6: CUR301", "7: CUR303"]);
  const checkout = (branch: string): void => void execFileSync("git", ["checkout", "--quiet", branch], { cwd: folder() });
  checkout("other-registries");
  await until(() => findings(WEEKLY).includes("5: CUR301"), () => findings(WEEKLY), 10);
  checkout("main");
  await shows(WEEKLY, ["6: CUR301", "7: CUR303"], 10);
});

test("broken", "the palette's restart starts another server, and findings are there again", async () => {
  await open(WEEKLY);
  const before = languageServers(ownGroup());
  assert.equal(before.length, 1);
  await vscode.commands.executeCommand("cursusRegistry.restart");
  await until(() => {
    const now = languageServers(ownGroup());
    return now.length === 1 && now[0] !== before[0];
  }, () => languageServers(ownGroup()));
  await shows(WEEKLY, ["6: CUR301", "7: CUR303"]);
});
