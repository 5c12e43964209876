import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Coalesced } from "../../../src/client/coalesced";
import { CrashPolicy } from "../../../src/client/crashPolicy";
import { chosenSettings, serverKeys, type Reader } from "../../../src/client/settings";
import { versionNote } from "../../../src/client/state";
import { Told } from "../../../src/told";
import manifest from "../../../package.json";

test("a server that ends is started again twice in three minutes, and then not any more", () => {
  let now = 0;
  const policy = new CrashPolicy({ restarts: 2, withinMs: 180_000 }, () => now);
  assert.deepEqual([policy.shouldRestart(), policy.shouldRestart(), policy.shouldRestart()], [true, true, false]);
  now += 179_999;
  assert.equal(policy.shouldRestart(), false);
  policy.forget();
  assert.equal(policy.shouldRestart(), true);
});

test("ends that lie far apart do not add up", () => {
  let now = 0;
  const policy = new CrashPolicy({ restarts: 2, withinMs: 180_000 }, () => now);
  for (let times = 0; times < 10; times += 1) {
    assert.equal(policy.shouldRestart(), true);
    now += 100_000;
  }
});

test("requests that come together are one piece of work, with all their reasons", async () => {
  const done: string[][] = [];
  const coalesced = new Coalesced((reasons) => Promise.resolve(void done.push([...reasons])), 20);
  coalesced.request("path");
  coalesced.request("interpreter");
  coalesced.request("path");
  await sleep(60);
  assert.deepEqual(done, [["path", "interpreter"]]);
});

test("what is asked for while work is done leads to one more time, never to two at once", async () => {
  let inside = 0;
  let most = 0;
  const done: string[] = [];
  const coalesced = new Coalesced(async (reasons) => {
    most = Math.max(most, (inside += 1));
    await sleep(20);
    inside -= 1;
    done.push(reasons.join("+"));
  }, 1);
  coalesced.request("first");
  const first = coalesced.flush();
  coalesced.request("second");
  coalesced.request("third");
  await Promise.all([first, coalesced.flush()]);
  assert.deepEqual(done, ["first", "second+third"]);
  assert.equal(most, 1);
});

test("what is asked for in the moment in which work ends is not lost", async () => {
  for (let moments = 0; moments < 8; moments += 1) {
    const done: string[] = [];
    let end = (): void => undefined;
    const first = new Promise<void>((resolve) => (end = resolve));
    const coalesced = new Coalesced(([reason = ""]) => {
      done.push(reason);
      return reason === "first" ? first : Promise.resolve();
    }, 1);
    coalesced.request("first");
    const flushed = coalesced.flush();
    end();
    for (let moment = 0; moment < moments; moment += 1) {
      await Promise.resolve();
    }
    coalesced.request("second");
    await flushed;
    await sleep(20);
    assert.deepEqual(done, ["first", "second"], `after ${String(moments)} moments`);
  }
});

test("what is disposed of does nothing more", async () => {
  const coalesced = new Coalesced(() => assert.fail("done"), 5);
  coalesced.request("late");
  coalesced.dispose();
  await sleep(20);
});

test("the server hears of settings that somebody has set, and never of the extension's own", () => {
  const set: Record<string, unknown> = { ignore: [], "diagnostics.scope": "open", path: ["x"], perFileIgnores: null };
  const reader: Reader = {
    get: (key) => set[key] ?? "default",
    inspect: (key) => (key in set ? { workspaceValue: set[key] } : {}),
  };
  const keys = serverKeys(manifest);
  assert.ok(keys.includes("select") && keys.includes("log.level") && !keys.includes("path"), keys.join());
  assert.deepEqual(chosenSettings(reader, keys), { ignore: [], perFileIgnores: "default", "diagnostics.scope": "open" });
});

test("another version of the server is noted", () => {
  assert.equal(versionNote("0.1.0", "0.1.0"), undefined);
  assert.match(versionNote("0.0.9", "0.1.0") ?? "", /\(0\.0\.9\) is older than the extension \(0\.1\.0\)/);
  assert.match(versionNote("0.10.0", "0.9.7") ?? "", /newer/);
  assert.match(versionNote("of an unknown version", "0.1.0") ?? "", /older|newer/);
});

test("one cause is one message, until it is another message or forgotten", () => {
  const told = new Told();
  assert.deepEqual([told.isNew("noPython", "a"), told.isNew("noPython", "a"), told.isNew("storage", "a")], [true, false, true]);
  assert.equal(told.isNew("noPython", "b"), true);
  told.forget();
  assert.equal(told.isNew("noPython", "b"), true);
});
