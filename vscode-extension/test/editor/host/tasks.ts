// The task `check`, as VS Code runs it: its findings are problems, by the matcher of the manifest.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { PIPELINE } from "../lib/names.ts";
import { livesIn } from "./projects.ts";
import { code, test, until, uri } from "./support.ts";

const GROUP = "tasks";
const SLIPS = "pipelines/slips.py";
const SOURCE = "cursus-registry check";

/** What the task has found in a file; the server's own findings have another source. */
function found(file: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri(file)).filter((one) => one.source === SOURCE);
}

async function run(task: vscode.Task): Promise<number | undefined> {
  const ended = new Promise<number | undefined>((resolve) => {
    const listening = vscode.tasks.onDidEndTaskProcess((event) => {
      if (event.execution.task.name === task.name) {
        listening.dispose();
        resolve(event.exitCode);
      }
    });
  });
  await vscode.tasks.executeTask(task);
  return ended;
}

async function offered(): Promise<vscode.Task[]> {
  await livesIn(PIPELINE); // until then it is not known which program checks
  return vscode.tasks.fetchTasks({ type: "cursus-registry" });
}

test(GROUP, "the folder is checked, and what is found are problems, on their lines", async () => {
  const [task, ...others] = await offered();
  assert(task !== undefined);
  assert.deepEqual(others.map((one) => one.name), []);
  assert.equal(await run(task), 1);
  await until(() => found(SLIPS).length === 2, () => vscode.languages.getDiagnostics(uri(SLIPS)));
  const shown = found(SLIPS).map((one) => [one.range.start.line + 1, one.range.start.character + 1, code(one), vscode.DiagnosticSeverity[one.severity]]);
  assert.deepEqual(shown.sort(), [[3, 24, "CUR301", "Warning"], [4, 24, "CUR301", "Warning"]]);
  assert.match(found(SLIPS)[0]?.message ?? "", /Pakcage|Registratoin/);
});

test(GROUP, "when it is run again, what was mended is gone", async () => {
  fs.writeFileSync(uri(SLIPS).fsPath, fs.readFileSync(uri(SLIPS).fsPath, "utf8").replace("Pakcage", "Package"));
  const [task] = await offered();
  assert(task !== undefined);
  await run(task);
  await until(() => found(SLIPS).length === 1, () => found(SLIPS));
});

test(GROUP, "a task of the person's own has its own arguments", async () => {
  const own = { version: "2.0.0", tasks: [{ type: "cursus-registry", command: "check", args: ["--select", "CUR9"], label: "settings only", problemMatcher: "$cursus-registry" }] };
  fs.mkdirSync(path.dirname(uri(".vscode/tasks.json").fsPath), { recursive: true });
  fs.writeFileSync(uri(".vscode/tasks.json").fsPath, JSON.stringify(own));
  const task = await until(async () => (await offered()).find((one) => one.name === "settings only"), () => "it is not offered");
  assert.equal(await run(task), 0);
});
