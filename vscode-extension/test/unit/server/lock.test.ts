import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, utimes, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "../../../src/server/lock";
import { thisProcess, toName } from "../../../src/server/owner";
import { newFolder } from "../support/world";

const TIMES = { beatMs: 20, staleMs: 400, patienceMs: 2_000, pollMs: 5 };

test("what is done under a lock is done one after the other", async (context) => {
  const file = path.join(await newFolder(context), "lock");
  let inside = 0;
  let most = 0;
  const work = (): Promise<void> =>
    withLock(
      file,
      async () => {
        most = Math.max(most, (inside += 1));
        await sleep(30);
        inside -= 1;
      },
      TIMES,
    );
  await Promise.all([work(), work(), work(), work()]);
  assert.equal(most, 1);
  assert.deepEqual(await readdir(path.dirname(file)), []);
});

test("a lock is given back when what is done fails", async (context) => {
  const file = path.join(await newFolder(context), "lock");
  await assert.rejects(withLock(file, () => Promise.reject(new Error("broken")), TIMES), /broken/);
  assert.equal(await withLock(file, () => Promise.resolve(3), TIMES), 3);
});

test("the lock of a process that has ended is taken over at once", async (context) => {
  const file = path.join(await newFolder(context), "lock");
  const ended = spawnSync(process.execPath, ["-e", ""]).pid;
  await writeFile(file, toName({ ...thisProcess(), pid: ended }));
  const started = Date.now();
  await withLock(file, () => Promise.resolve(), { ...TIMES, staleMs: 60_000 });
  assert.ok(Date.now() - started < 1_000);
});

test("one that nobody freshens is taken over, whoever wrote it", async (context) => {
  const file = path.join(await newFolder(context), "lock");
  await writeFile(file, "12@elsewhere");
  const started = Date.now();
  await withLock(file, () => Promise.resolve(), TIMES);
  assert.ok(Date.now() - started >= 300);
});

test("one that is kept fresh for too long is not waited for without end", async (context) => {
  const file = path.join(await newFolder(context), "lock");
  await writeFile(file, "12@elsewhere");
  const beat = setInterval(() => void utimes(file, new Date(), new Date()), 50);
  context.after(() => {
    clearInterval(beat);
  });
  assert.equal(await withLock(file, () => Promise.resolve("done"), { ...TIMES, patienceMs: 600 }), "done");
  assert.deepEqual(await readdir(path.dirname(file)), ["lock"], "it is still the other's");
});
