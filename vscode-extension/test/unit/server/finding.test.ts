import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";
import { candidates, firstSuitable, unsuitable } from "../../../src/server/interpreters";
import { probe, type Probed } from "../../../src/server/probe";
import { lastWords, run } from "../../../src/server/run";
import { findProgram, isProgram } from "../../../src/server/search";
import { replaceVariables } from "../../../src/server/variables";
import { newFolder, PYTHON } from "../support/world";

const PYTHONS = ["3.11", "3.12", "3.13", "3.14"];

function probed(version: [number, number, number], implementation = "cpython"): Probed {
  return { python: { executable: "/p", base: "/p", version, implementation, hasVenv: true, server: undefined } };
}

test("the chosen interpreter is tried first, then the newest", () => {
  const names = candidates(PYTHONS, "/w/.venv/bin/python", "linux").map(({ command }) => command);
  assert.deepEqual(names, ["/w/.venv/bin/python", "python3.14", "python3.13", "python3.12", "python3.11", "python3", "python"]);
});

test("on Windows the launcher is asked for each version", () => {
  const launched = candidates(PYTHONS, undefined, "win32").filter(({ command }) => command === "py");
  assert.deepEqual(launched.map(({ args }) => args[0]), ["-3.14", "-3.13", "-3.12", "-3.11", "-3"]);
});

test("what will not do is told with its reason", async () => {
  assert.equal(unsuitable(probed([3, 11, 0]), PYTHONS), undefined);
  assert.match(unsuitable(probed([3, 9, 2]), PYTHONS) ?? "", /it is 3\.9\.2, .* 3\.11 to 3\.14/);
  assert.match(unsuitable(probed([3, 15, 0]), PYTHONS) ?? "", /it is 3\.15\.0/);
  assert.match(unsuitable(probed([3, 11, 1], "pypy"), PYTHONS) ?? "", /it is pypy/);
  const said: string[] = [];
  const answers = new Map<string, Probed>([["python3", probed([3, 9, 2])], ["python", probed([3, 12, 1])]]);
  const ask = ({ command }: { command: string }): Promise<Probed> =>
    Promise.resolve(answers.get(command) ?? { reason: "it is not there" });
  const found = await firstSuitable(candidates(PYTHONS, undefined, "linux"), PYTHONS, ask, (line) => said.push(line));
  assert.deepEqual(found?.version, [3, 12, 1]);
  assert.equal(said.length, 6);
  assert.match(said.join("\n"), /python3\.14 \(on the search path\): not taken, it is not there[^]*python3 .*3\.9\.2[^]*python .*: taken/);
});

test("a Python is asked without running what lies in the working folder or on PYTHONPATH", async (context) => {
  const folder = await newFolder(context);
  const trap = "import pathlib; pathlib.Path(__file__).with_name('ran').touch()";
  for (const name of ["json.py", "sitecustomize.py", "importlib.py", "cursus_registry.py"]) {
    await writeFile(path.join(folder, name), trap);
  }
  process.env["PYTHONPATH"] = folder;
  context.after(() => delete process.env["PYTHONPATH"]);
  const answer = await probe(run, folder, PYTHON);
  assert.ok("python" in answer, JSON.stringify(answer));
  assert.equal(answer.python.implementation, "cpython");
  assert.equal(existsSync(path.join(folder, "ran")), false);
});

test("what is no Python, or says nonsense, is a reason and no failure", async (context) => {
  const folder = await newFolder(context);
  assert.ok("reason" in (await probe(run, folder, path.join(folder, "none"))));
  assert.ok("reason" in (await probe(run, folder, process.execPath)));
  const talker = path.join(folder, "talker");
  await writeFile(talker, "#!/bin/sh\necho 'cursus-registry-probe:{\"executable\": 3}'\n", { mode: 0o755 });
  assert.deepEqual(await probe(run, folder, talker), { reason: "its answer cannot be read" });
});

test("a program that does not end is ended, and what it started does not hold us up", async (context) => {
  const folder = await newFolder(context);
  const started = Date.now();
  const ran = await run("/bin/sh", ["-c", "echo started; sleep 30 & sleep 30"], { cwd: folder, timeoutMs: 300 });
  assert.equal(ran.code, undefined);
  assert.match(lastWords(ran), /did not end within 0\.3 s/);
  assert.ok(Date.now() - started < 5_000);
});

test("programs are found on the search path, but neither in relative folders nor in shunned ones", async (context) => {
  const [good, workspace] = [await newFolder(context), await newFolder(context)];
  await mkdir(path.join(workspace, "bin"));
  for (const folder of [good, path.join(workspace, "bin")]) {
    await writeFile(path.join(folder, "our-tool"), "", { mode: 0o755 });
    await writeFile(path.join(folder, "no-tool"), "", { mode: 0o644 });
  }
  const PATH = [".", "bin", path.join(workspace, "bin"), good].join(":");
  const place = { platform: "linux" as const, env: { PATH }, shunned: [workspace], isProgram };
  assert.equal(await findProgram("our-tool", place), path.join(good, "our-tool"));
  assert.equal(await findProgram("our-tool", { ...place, shunned: [] }), path.join(workspace, "bin", "our-tool"));
  const dotted = path.join(workspace, "..bin");
  await mkdir(dotted);
  await writeFile(path.join(dotted, "our-tool"), "", { mode: 0o755 });
  assert.equal(await findProgram("our-tool", { ...place, env: { PATH: dotted } }), undefined, "a folder may begin with dots");
  assert.equal(await findProgram("no-tool", place), undefined);
  assert.equal(await findProgram("./our-tool", place), undefined);
  assert.equal(await findProgram(path.join(workspace, "bin", "our-tool"), place), undefined);
  await symlink(path.join(good, "our-tool"), path.join(good, "linked"));
  assert.equal(await findProgram(path.join(good, "linked"), place), path.join(good, "linked"));
});

test("on Windows the ending is found, and nothing that would need a shell", async () => {
  const files = ["C:\\Python\\python.exe", "C:\\Tools\\run.cmd"];
  const isThere = (file: string): Promise<boolean> => Promise.resolve(files.includes(file));
  const place = { platform: "win32" as const, env: { Path: "C:\\Tools;C:\\Python" }, shunned: [], isProgram: isThere };
  assert.equal(await findProgram("python", place), "C:\\Python\\python.exe");
  assert.equal(await findProgram("run", place), undefined);
});

test("variables of a path are replaced; one without a value stays visible", () => {
  const known = { home: "/home/ann", workspaceFolder: undefined, env: { TOOLS: "/opt/$&" } };
  assert.equal(replaceVariables("~/bin/x", known), "/home/ann/bin/x");
  assert.equal(replaceVariables("${env:TOOLS}/x~", known), "/opt/$&/x~");
  assert.equal(replaceVariables("${workspaceFolder}/${env:NONE}", known), "${workspaceFolder}/${env:NONE}");
  assert.equal(replaceVariables("${workspaceFolder}/x", { ...known, workspaceFolder: "/w" }), "/w/x");
});
