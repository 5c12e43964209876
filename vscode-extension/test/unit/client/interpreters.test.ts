import assert from "node:assert/strict";
import { test } from "node:test";
import { Interpreters, type Access, type PythonApi } from "../../../src/client/interpreters";
import { Lines } from "../support/world";

/** A stand-in for the Python extension: interpreters by folder, and a way to choose another. */
class StandIn implements Access<string> {
  installed = true;
  broken = false;
  /** Whether an environment cannot be looked into. */
  unresolved = false;
  asked = 0;
  ended = 0;
  private changed: (() => void) | undefined;

  constructor(readonly chosen: Record<string, string | undefined>) {}

  readonly isInstalled = (): boolean => this.installed;

  readonly api = (): Promise<PythonApi<string>> => {
    this.asked += 1;
    return this.broken ? Promise.reject(new Error("it is broken")) : Promise.resolve(this.python());
  };

  choose(folder: string, path: string): void {
    this.chosen[folder] = path;
    this.changed?.();
  }

  private python(): PythonApi<string> {
    return {
      ready: Promise.resolve(),
      environments: {
        getActiveEnvironmentPath: (folder = "") => ({ id: folder, path: "ignored" }),
        resolveEnvironment: ({ id }) => {
          if (this.unresolved) {
            return Promise.reject(new Error("it cannot be looked into"));
          }
          const fsPath = this.chosen[id];
          return Promise.resolve(fsPath === undefined ? undefined : { executable: { uri: { fsPath } } });
        },
        onDidChangeActiveEnvironmentPath: (listener) => {
          this.changed = listener;
          return {
            dispose: () => {
              this.ended += 1;
            },
          };
        },
      },
    };
  }
}

test("the interpreter of a folder is the one that was chosen for it", async () => {
  const standIn = new StandIn({ "/w": "/w/.venv/bin/python" });
  const interpreters = new Interpreters(standIn, new Lines());
  assert.equal(await interpreters.of("/w"), "/w/.venv/bin/python");
  assert.equal(await interpreters.of("/elsewhere"), undefined);
  assert.equal(standIn.asked, 1);
  assert.equal(interpreters.canSelect, true);
});

test("another choice is told, until nobody listens any more", async () => {
  const standIn = new StandIn({ "/w": "/a" });
  const interpreters = new Interpreters(standIn, new Lines());
  let told = 0;
  interpreters.onDidChange(() => (told += 1));
  await interpreters.of("/w");
  standIn.choose("/w", "/b");
  assert.deepEqual([told, await interpreters.of("/w")], [1, "/b"]);
  interpreters.dispose();
  standIn.choose("/w", "/c");
  assert.deepEqual([told, standIn.ended], [1, 1]);
});

test("without the Python extension there is none, and one that is installed later is found", async () => {
  const standIn = new StandIn({ "/w": "/a" });
  standIn.installed = false;
  const interpreters = new Interpreters(standIn, new Lines());
  assert.deepEqual([await interpreters.of("/w"), interpreters.canSelect, standIn.asked], [undefined, false, 0]);
  standIn.installed = true;
  assert.equal(await interpreters.of("/w"), "/a");
});

test("one that fails is a line in the log, and is asked again the next time", async () => {
  const standIn = new StandIn({ "/w": "/a" });
  standIn.broken = true;
  const log = new Lines();
  const interpreters = new Interpreters(standIn, log);
  assert.equal(await interpreters.of("/w"), undefined);
  assert.match(log.text, /warn: the Python extension does not answer: it is broken/);
  standIn.broken = false;
  assert.equal(await interpreters.of("/w"), "/a");
});

test("each time it is asked anew, what was heard before is let go", async () => {
  const standIn = new StandIn({ "/w": "/a" });
  standIn.unresolved = true;
  const interpreters = new Interpreters(standIn, new Lines());
  for (let times = 0; times < 3; times += 1) {
    assert.equal(await interpreters.of("/w"), undefined);
  }
  assert.deepEqual([standIn.asked, standIn.ended], [3, 2]);
  interpreters.dispose();
  assert.equal(standIn.ended, 3);
});

test("one that never answers is not waited for", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const standIn = new StandIn({});
  const never: Access<string> = { isInstalled: standIn.isInstalled, api: () => new Promise(() => undefined) };
  const log = new Lines();
  const answer = new Interpreters(never, log).of("/w");
  context.mock.timers.tick(10_000);
  assert.equal(await answer, undefined);
  assert.match(log.text, /not waited for/);
});
