import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseServer, type Situation, type World } from "../../../src/server/choose";
import { ProblemError } from "../../../src/server/problem";
import type { Probed } from "../../../src/server/probe";
import { Lines } from "../support/world";

const SERVER = "/opt/tools/cursus-registry";
const PYTHON = "/work/.venv/bin/python";
const BUNDLED = { command: "/storage/bin/python", args: ["-I", "-m", "cursus_registry"] };

function python(server: string | undefined): Probed {
  const base = "/usr/bin/python3";
  return { python: { executable: PYTHON, base, version: [3, 12, 4], implementation: "cpython", hasVenv: true, server } };
}

function world(changed: Partial<World> = {}): World & { log: Lines } {
  const refuse = (): never => assert.fail("asked for");
  return {
    replaceVariables: (text) => text,
    findProgram: (name) => Promise.resolve(name === SERVER || name === "cursus-registry" ? SERVER : undefined),
    interpreter: refuse,
    probe: refuse,
    bundled: () => Promise.resolve(BUNDLED),
    ...changed,
    log: new Lines(),
  };
}

function situation(changed: Partial<Situation> = {}): Situation {
  return { trusted: true, path: [], importStrategy: "useBundled", ...changed };
}

test("with nothing set it is the bundled server, isolated, and no interpreter is asked", async () => {
  const here = world();
  const server = await chooseServer(situation(), here);
  assert.deepEqual(server, { origin: "bundled", command: BUNDLED.command, args: [...BUNDLED.args, "lsp"], warnings: [] });
  assert.match(here.log.text, /path is not set[^]*importStrategy does not ask[^]*the bundled one, \/storage\/bin\/python/);
});

test("the setting wins over everything", async () => {
  const server = await chooseServer(situation({ path: [SERVER, "lsp", "-v"], importStrategy: "fromEnvironment" }), world());
  assert.deepEqual([server.origin, server.command, server.args], ["setting", SERVER, ["lsp", "-v"]]);
});

test("a setting with the program alone starts its language server", async () => {
  assert.deepEqual((await chooseServer(situation({ path: [SERVER] }), world())).args, ["lsp"]);
});

for (const path of [7, "cursus-registry lsp", { command: "x" }, [1, 2], [""], ["/not/there"]]) {
  test(`the setting ${JSON.stringify(path)} is told, and the bundled server starts`, async () => {
    const here = world();
    const server = await chooseServer(situation({ path }), here);
    assert.equal(server.origin, "bundled");
    assert.equal(server.warnings.length, 1);
    assert.match(server.warnings[0]?.message ?? "", /cursusRegistry\.path .*bundled server is started instead/);
    assert.doesNotMatch(here.log.text, /cursusRegistry\.path/, "whoever tells the warning logs it");
  });
}

test("the workspace's interpreter is taken if it has our package", async () => {
  const here = world({ interpreter: () => Promise.resolve(PYTHON), probe: () => Promise.resolve(python("0.0.9")) });
  const server = await chooseServer(situation({ importStrategy: "fromEnvironment" }), here);
  assert.deepEqual([server.origin, server.command], ["environment", PYTHON]);
  assert.deepEqual(server.args, ["-I", "-m", "cursus_registry", "lsp"]);
  assert.match(here.log.text, /cursus-registry 0\.0\.9 of/);
});

const WITHOUT: [string, Partial<World>, RegExp][] = [
  ["none is chosen", { interpreter: () => Promise.resolve(undefined) }, /no interpreter is chosen/],
  ["it lacks our package", { probe: () => Promise.resolve(python(undefined)) }, /Python 3\.12\.4\), has no cursus-registry/],
  ["it does not answer", { probe: () => Promise.resolve({ reason: "it did not end" }) }, /cannot be asked: it did not end/],
];
for (const [name, changed, said] of WITHOUT) {
  test(`with an interpreter asked for, and ${name}, it is the bundled server, and the log says why`, async () => {
    const here = world({ interpreter: () => Promise.resolve(PYTHON), ...changed });
    const server = await chooseServer(situation({ importStrategy: "fromEnvironment" }), here);
    assert.equal(server.origin, "bundled");
    assert.match(here.log.text, said);
  });
}

test("in an untrusted workspace neither the setting nor the interpreter is looked at", async () => {
  const findProgram = (): never => assert.fail("looked for");
  const here = world({ findProgram });
  const server = await chooseServer(situation({ trusted: false, path: [SERVER], importStrategy: "fromEnvironment" }), here);
  assert.deepEqual([server.origin, server.args[0]], ["bundled", "-I"]);
  assert.match(here.log.text, /not trusted/);
});

test("a build without a server takes the one on the search path, but not in an untrusted workspace", async () => {
  const bundled = (): Promise<undefined> => Promise.resolve(undefined);
  assert.equal((await chooseServer(situation(), world({ bundled }))).command, SERVER);
  const refused = chooseServer(situation({ trusted: false }), world({ bundled }));
  await assert.rejects(refused, (error: unknown) => error instanceof ProblemError && error.problem.cause === "notBundled");
});
