// Small projects: renaming over workspaces and a notebook, odd paths, two roots, no registry, wrong settings, lost servers.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { CORE, NOTEBOOK, PIPELINE, registry } from "../lib/names.ts";
import { kill, languageServers, ownGroup } from "../lib/processes.ts";
import { ask, at, findings, open, pause, relative, replace, shows, test, until, uri } from "./support.ts";

const ID = "cursus-registry.cursus-registry";

/** Misspells the name in a pipeline: found at once, and gone when it is undone. */
export async function livesIn(pipeline: string): Promise<void> {
  const editor = await open(pipeline);
  await replace(editor, "Package", "Pakcage");
  await shows(pipeline, ["3: CUR301"]);
  await replace(editor, "Pakcage", "Package");
  await shows(pipeline, []);
}

test("small", "a healthy project has no findings, and a slip is found", () => livesIn(PIPELINE));

test("small", "renaming a step takes two workspaces, the pipeline and a notebook along, and asks about them", async () => {
  const { document } = await open(CORE);
  await livesIn(PIPELINE);
  const edit = await ask<vscode.WorkspaceEdit>("vscode.executeDocumentRenameProvider", document.uri, at(document, "Package"), "Bundle");
  const files = edit.entries().map(([place]) => relative(place)).sort();
  for (const file of [CORE, PIPELINE, NOTEBOOK, registry("alice"), registry("bob")]) {
    assert(files.includes(file), `${file} is not among ${files.join(", ")}`);
  }
});

test("small", "the outline and the workspace's symbols know the steps", async () => {
  const { document } = await open(registry("alice"));
  const outline = await ask<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri);
  assert(outline.some((table) => table.name === "WORKSPACE_STEPS" && table.children.some((step) => step.name === "GraphSampling")), JSON.stringify(outline));
  const found = await ask<vscode.SymbolInformation[]>("vscode.executeWorkspaceSymbolProvider", "GraphPrun");
  assert.deepEqual(found.map((one) => relative(one.location.uri)), [registry("bob")]);
});

const SLIP = 'from cursus.registry.step_names import get_config_class_name\n\nget_config_class_name("Pakcage")\n';

test("small", "a file that nobody has opened is judged, and has no findings left when it is deleted", async () => {
  const file = "pipelines/short_lived.py";
  fs.writeFileSync(uri(file).fsPath, SLIP);
  await shows(file, ["3: CUR301"]);
  fs.rmSync(uri(file).fsPath);
  await shows(file, []);
});

test("small", "a file that is open and deleted in the explorer has no findings left", async () => {
  const file = "pipelines/short_lived_too.py";
  fs.writeFileSync(uri(file).fsPath, SLIP);
  await vscode.commands.executeCommand("vscode.open", uri(file));
  await shows(file, ["3: CUR301"]);
  const edit = new vscode.WorkspaceEdit();
  edit.deleteFile(uri(file));
  assert(await vscode.workspace.applyEdit(edit));
  await shows(file, []);
});

test("small", "a file that is mended and closed at once has no findings left", async () => {
  const file = "pipelines/short_lived.py";
  for (let time = 0; time < 5; time++) {
    fs.writeFileSync(uri(file).fsPath, SLIP);
    const editor = await open(file);
    await shows(file, ["3: CUR301"]);
    await replace(editor, "Pakcage", "Package");
    await editor.document.save();
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await shows(file, []);
  }
  fs.rmSync(uri(file).fsPath);
});

const ODD = "50 % of #1 für Łódź, é";

test("odd path", "everything works in a folder whose name has blanks, #, % and letters beyond ASCII", async () => {
  await livesIn(path.join(ODD, PIPELINE));
  const { document } = await open(path.join(ODD, PIPELINE));
  const links = await ask<(vscode.Location | vscode.LocationLink)[]>("vscode.executeDefinitionProvider", document.uri, at(document, "Package"));
  assert.deepEqual(links.map((link) => relative("targetUri" in link ? link.targetUri : link.uri)), [path.join(ODD, CORE)]);
  const edit = await ask<vscode.WorkspaceEdit>("vscode.executeDocumentRenameProvider", document.uri, at(document, "Package"), "Bundle");
  assert(edit.entries().some(([place]) => relative(place) === path.join(ODD, NOTEBOOK)));
});

test("two roots", "both roots are served by one server", async () => {
  assert.deepEqual(vscode.workspace.workspaceFolders?.map((one) => one.name), ["one", "two"]);
  await livesIn(path.join("one", PIPELINE));
  await livesIn(path.join("two", PIPELINE));
  assert.equal(languageServers(ownGroup()).length, 1);
});

test("two roots", "each root has its own core", async () => {
  const editor = await open(path.join("one", CORE));
  await replace(editor, '"Package": {', '"Bundle": {');
  await until(() => findings(path.join("one", PIPELINE)).includes("3: CUR301"), () => findings(path.join("one", PIPELINE)));
  assert.deepEqual(findings(path.join("two", PIPELINE)), []);
});

test("no registry", "the extension does not start in a folder without a registry", async () => {
  const { document } = await open("main.py");
  assert.equal(document.languageId, "python");
  await pause(3000);
  assert.equal(vscode.extensions.getExtension(ID)?.isActive, false);
  assert.deepEqual(languageServers(ownGroup()), []);
});

test("wrong setting", "a setting of the wrong type costs nothing else", () => livesIn(PIPELINE));

test("killed", "a server that is killed comes back by itself, with all findings", async () => {
  await livesIn(PIPELINE);
  for (let time = 0; time < 2; time++) {
    const [server] = await until(() => languageServers(ownGroup()).length === 1 && languageServers(ownGroup()), () => languageServers(ownGroup()));
    assert(server !== undefined);
    kill(server);
    await until(() => !languageServers(ownGroup()).includes(server), () => languageServers(ownGroup()));
    await until(() => languageServers(ownGroup()).length === 1, () => languageServers(ownGroup()));
    await livesIn(PIPELINE);
  }
});
