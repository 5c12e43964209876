import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { test, type TestContext } from "node:test";
import { clean, markUsed } from "../../../src/server/cleaning";
import { thisProcess, toName } from "../../../src/server/owner";
import { Lines, newFolder } from "../support/world";

const ENDED = toName({ ...thisProcess(), pid: spawnSync(process.execPath, ["-e", ""]).pid });

/** A storage with an environment that this process uses. */
async function storage(context: TestContext): Promise<{ root: string; kept: string }> {
  const root = await newFolder(context);
  const kept = path.join(root, "python3.12.1-aaaaaaaaaaaa");
  await mkdir(kept);
  await markUsed(root, kept, new Lines());
  return { root, kept };
}

test("windows that tidy up at once do not disturb each other", async (context) => {
  const { root, kept } = await storage(context);
  for (let round = 0; round < 10; round += 1) {
    for (const name of ["a", "b", "c"].map((end) => `python3.11.1-bbbbbbbbbbb${end}`)) {
      await mkdir(path.join(root, name));
      await mkdir(path.join(root, "users", name), { recursive: true });
      await writeFile(path.join(root, "users", name, ENDED), "");
    }
    await Promise.all([1, 2, 3].map(() => clean(root, kept, new Lines())));
  }
  await clean(root, kept, new Lines());
  assert.deepEqual((await readdir(root)).sort(), [path.basename(kept), "users"]);
  assert.deepEqual(await readdir(path.join(root, "users")), [path.basename(kept)]);
});

test("what cannot be tidied up is a line in the log, and the rest is tidied up", async (context) => {
  const { root, kept } = await storage(context);
  const old = path.join(root, "users", "python3.11.1-bbbbbbbbbbbb");
  await mkdir(old);
  await writeFile(path.join(root, "users", ".DS_Store"), "");
  const log = new Lines();
  await clean(root, kept, log);
  assert.match(log.text, /warn: .*DS_Store.* ENOTDIR/);
  assert.equal(existsSync(old), false);
  const nowhere = new Lines();
  await clean(path.join(root, "gone"), kept, nowhere);
  assert.match(nowhere.text, /warn: .*gone.* ENOENT/);
});

test("a mark that cannot be made keeps no server from starting", async (context) => {
  const root = await newFolder(context);
  await writeFile(path.join(root, "users"), "");
  const log = new Lines();
  await markUsed(root, path.join(root, "python3.12.1-aaaaaaaaaaaa"), log);
  assert.match(log.text, /warn: .*users.* (EEXIST|ENOTDIR)/);
});

test("what is being installed stays while its maker may live, here or on another machine", async (context) => {
  const { root, kept } = await storage(context);
  const makers = [ENDED, toName(thisProcess()), "999998@other-host", "no owner"];
  for (const maker of makers) {
    await mkdir(path.join(root, `python3.13.1-cccccccccccc.tmp-${maker}-abcdef01`));
  }
  await clean(root, kept, new Lines());
  const left = (await readdir(root)).filter((name) => name.includes(".tmp-")).sort();
  assert.deepEqual(left, makers.slice(1, 3).map((maker) => `python3.13.1-cccccccccccc.tmp-${maker}-abcdef01`).sort());
});
