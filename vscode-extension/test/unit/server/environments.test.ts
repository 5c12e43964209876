// With the real wheels of bundled/, which `npm run bundle` makes: installed offline, by a real Python.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, cp, mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { before, test } from "node:test";
import { readBundle, type Bundle } from "../../../src/server/bundle";
import { bundledServer } from "../../../src/server/bundled";
import { ensureEnvironment, type Site } from "../../../src/server/environments";
import type { Command } from "../../../src/server/install";
import { probe, type Python } from "../../../src/server/probe";
import { thisProcess, toName } from "../../../src/server/owner";
import { ProblemError } from "../../../src/server/problem";
import { run, type Run } from "../../../src/server/run";
import { Lines, newFolder, PYTHON } from "../support/world";

const BUNDLED = path.resolve("bundled");
const OFFLINE = { PIP_INDEX_URL: "http://127.0.0.1:9/", HTTPS_PROXY: "http://127.0.0.1:9/" };
let bundle: Bundle;
let python: Python;

before(async () => {
  Object.assign(process.env, OFFLINE);
  const read = await readBundle(BUNDLED);
  assert.ok(read, "run `npm run bundle` first");
  bundle = read;
  const probed = await probe(run, "/", PYTHON);
  assert.ok("python" in probed, JSON.stringify(probed));
  python = probed.python;
});

function site(storage: string, changed: Partial<Site> = {}): Site & { log: Lines } {
  return { storage, run, platform: process.platform, ...changed, log: new Lines() };
}

function version({ command, args }: Command): string {
  return spawnSync(command, [...args, "version"], { encoding: "utf8", cwd: "/" }).stdout.trim();
}

async function environments(storage: string): Promise<string[]> {
  return (await readdir(path.join(storage, "environments"))).filter((name) => name.startsWith("python")).sort();
}

test("a first start installs, later ones find it; its packages fit each other", async (context) => {
  const here = site(await newFolder(context));
  const command = await ensureEnvironment(here, bundle, python);
  assert.equal(version(command), `cursus-registry ${bundle.server}`);
  assert.match(here.log.text, /installed as venv in \d+ ms/);
  const check = spawnSync(command.command, ["-I", path.join(bundle.pip, "pip"), "check"], { encoding: "utf8", cwd: "/" });
  assert.equal(check.status, 0, check.stdout);
  const [mine] = await environments(here.storage);
  const marks = path.join(here.storage, "environments", "users", mine ?? "none");
  await writeFile(path.join(marks, toName({ ...thisProcess(), pid: spawnSync(process.execPath, ["-e", ""]).pid })), "");
  const again = site(here.storage);
  assert.deepEqual(await ensureEnvironment(again, bundle, python), command);
  assert.match(again.log.text, /ready/);
  assert.doesNotMatch(again.log.text, /installed/);
  assert.deepEqual(await readdir(marks), [toName(thisProcess())], "windows that have ended are forgotten");
});

test("two windows that start at once install once, and both get it", async (context) => {
  const storage = await newFolder(context);
  const [one, other] = [site(storage), site(storage)];
  const commands = await Promise.all([ensureEnvironment(one, bundle, python), ensureEnvironment(other, bundle, python)]);
  assert.deepEqual(commands[0], commands[1]);
  assert.equal(version(commands[0]), `cursus-registry ${bundle.server}`);
  const said = `${one.log.text}\n${other.log.text}`;
  assert.equal([...said.matchAll(/installed as/g)].length, 1);
  assert.equal((await environments(storage)).length, 1);
});

test("what a killed first start leaves is repaired, a damaged environment is made anew, an old one goes", async (context) => {
  const storage = await newFolder(context);
  const root = path.join(storage, "environments");
  const ended = toName({ ...thisProcess(), pid: spawnSync(process.execPath, ["-e", ""]).pid });
  const old = ["python3.11.1-0123456789ab", `python3.11.1-0123456789ab.tmp-${ended}-ff00`];
  for (const name of old) {
    await mkdir(path.join(root, name, "lib"), { recursive: true });
  }
  await writeFile(path.join(root, "lock"), ended);
  const first = site(storage);
  const command = await ensureEnvironment(first, bundle, python);
  const [only, ...more] = await environments(storage);
  assert.deepEqual(more, []);
  assert.ok(only !== undefined);
  const inside = path.dirname(path.dirname(command.command));
  const packages = (await readdir(inside, { recursive: true })).find((name) => name.endsWith("cursus_registry"));
  await rm(path.join(inside, packages ?? "none", "cli"), { recursive: true });
  const second = site(storage);
  assert.equal(version(await ensureEnvironment(second, bundle, python)), `cursus-registry ${bundle.server}`);
  assert.match(second.log.text, /it is made anew/);
  await rm(path.join(inside, "stamp.json"));
  const third = site(storage);
  assert.equal(version(await ensureEnvironment(third, bundle, python)), `cursus-registry ${bundle.server}`);
  assert.match(third.log.text, /it was not finished/);
  assert.deepEqual(await environments(storage), [only]);
});

test("another bundle replaces the environment, but not while another window uses it", async (context) => {
  const storage = await newFolder(context);
  await ensureEnvironment(site(storage), bundle, python);
  const [used] = await environments(storage);
  const newer = { ...bundle, digest: "another" };
  await ensureEnvironment(site(storage), newer, python);
  assert.equal((await environments(storage)).length, 2, "this process uses both");
  await rm(path.join(storage, "environments", "users", used ?? "none"), { recursive: true });
  await ensureEnvironment(site(storage), newer, python);
  const left = await environments(storage);
  assert.equal(left.length, 1);
  assert.notEqual(left[0], used);
});

test("a Python without venv gets a plain folder", async (context) => {
  const here = site(await newFolder(context));
  const without: Run = (command, args, options) =>
    args.includes("venv") ? Promise.resolve({ code: 1, stdout: "", stderr: "No module named venv", failure: undefined }) : here.run(command, args, options);
  const command = await ensureEnvironment({ ...here, run: without }, bundle, python);
  assert.equal(version(command), `cursus-registry ${bundle.server}`);
  assert.match(here.log.text, /makes no virtual environment .*No module named venv[^]*installed as folder/);
});

test("a wheel that was changed is not installed, and nothing is left", async (context) => {
  const folder = await newFolder(context);
  await cp(BUNDLED, folder, { recursive: true });
  const read = await readBundle(folder);
  assert.ok(read);
  const click = (await readdir(read.wheels)).find((name) => name.startsWith("click-")) ?? "none";
  await writeFile(path.join(read.wheels, click), "changed");
  const here = site(await newFolder(context));
  await assert.rejects(ensureEnvironment(here, read, python), (error: unknown) => {
    return error instanceof ProblemError && error.problem.cause === "install";
  });
  assert.match(here.log.text, /HASH|hash/);
  assert.deepEqual(await environments(here.storage), []);
});

test("a file in the place of the storage is one clear message", async (context) => {
  const storage = path.join(await newFolder(context), "storage");
  await writeFile(storage, "");
  await assert.rejects(ensureEnvironment(site(storage), bundle, python), (error: unknown) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.problem.cause, "storage");
    assert.match(error.message, /storage.environments cannot be written \((EEXIST|ENOTDIR)\)\. Make it writable/);
    return true;
  });
  assert.equal((await stat(storage)).isFile(), true);
});

test("no Python: one problem that says what to do", async (context) => {
  const storage = await newFolder(context);
  const nothing = { folder: BUNDLED, cwd: "/", canSelectInterpreter: true };
  const here = { ...site(storage), ...nothing, findProgram: () => Promise.resolve(undefined), interpreter: () => Promise.resolve(undefined) };
  await assert.rejects(bundledServer(here), (error: unknown) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.problem.cause, "noPython");
    assert.deepEqual(error.problem.remedies, ["selectInterpreter", "restart", "showLog"]);
    return true;
  });
  assert.equal(await bundledServer({ ...here, folder: storage }), undefined);
});

test("an interpreter that is too old or broken is passed over, and the server starts with another", async (context) => {
  const storage = await newFolder(context);
  const old = path.join(storage, "old python");
  await writeFile(old, "#!/bin/sh\necho 'unknown option -I' >&2\nexit 2\n");
  await chmod(old, 0o755);
  const here = site(storage);
  const command = await bundledServer({
    ...here,
    folder: BUNDLED,
    cwd: "/",
    canSelectInterpreter: false,
    interpreter: () => Promise.resolve(old),
    findProgram: (name) => Promise.resolve(name === old ? old : name === "python3" ? PYTHON : undefined),
  });
  assert.ok(command);
  assert.equal(version(command), `cursus-registry ${bundle.server}`);
  assert.match(here.log.text, /old python \(chosen in the editor\): not taken, exit code 2: unknown option -I/);
});

test("an environment that is ready is used with no Python looked for, but where its Python may not be run", async (context) => {
  const storage = await newFolder(context);
  const here = { ...site(storage), folder: BUNDLED, cwd: "/", canSelectInterpreter: false };
  const first = await bundledServer({
    ...here,
    interpreter: () => Promise.resolve(PYTHON),
    findProgram: (name) => Promise.resolve(name === PYTHON ? PYTHON : undefined),
  });
  const never = (): never => assert.fail("asked for an interpreter");
  const asked: string[] = [];
  const findProgram = (name: string): Promise<string | undefined> => {
    asked.push(name);
    return Promise.resolve(name);
  };
  assert.deepEqual(await bundledServer({ ...here, interpreter: never, findProgram }), first);
  assert.deepEqual(asked, [python.base]);
  const shunned = { ...here, interpreter: () => Promise.resolve(undefined), findProgram: () => Promise.resolve(undefined) };
  await assert.rejects(bundledServer(shunned), /No Python was found/);
});

test("a ready environment is tried out only by those who are careful; one without its program is not used", async (context) => {
  const ran: string[] = [];
  const here = site(await newFolder(context));
  const counted: Run = (command, args, options) => {
    ran.push(path.basename(command));
    return here.run(command, args, options);
  };
  const whole = { ...here, run: counted, folder: BUNDLED, cwd: "/", canSelectInterpreter: false, interpreter: () => Promise.resolve(PYTHON), findProgram: (name: string) => Promise.resolve(name) };
  const first = await bundledServer(whole);
  assert.ok(first);
  ran.length = 0;
  assert.deepEqual(await bundledServer(whole), first);
  assert.deepEqual(ran, [], "nothing was run");
  const modules = path.join(path.dirname(first.command), "../lib", `python${python.version.slice(0, 2).join(".")}`, "site-packages/cursus_registry");
  await rm(modules, { recursive: true });
  assert.deepEqual(await bundledServer(whole), first, "nobody has looked");
  assert.equal(version((await bundledServer({ ...whole, careful: true })) ?? first), `cursus-registry ${bundle.server}`);
  assert.match(here.log.text, /No module named .*cursus_registry.*it is not used/);
  await rm(first.command);
  assert.equal(version((await bundledServer(whole)) ?? first), `cursus-registry ${bundle.server}`);
  assert.match(here.log.text, /python is not there any more; it is not used/);
});
