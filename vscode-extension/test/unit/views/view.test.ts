// The Registry view between the server and VS Code: what stands beside the tree, and when the tree is asked for again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { RegistryView } from "../../../src/views/registry/view";
import { FakeServices } from "../support/services";
import { editor } from "../support/vscode";
import { project } from "./samples";

function state(): unknown {
  return editor.ran.filter(([, key]) => key === "cursusRegistry.viewState").at(-1)?.[2];
}

/** The view of a server that takes its time, and how often its tree was told to be another. */
async function view(answer: () => unknown): Promise<{ fake: FakeServices; refreshed: () => number }> {
  const fake = new FakeServices(async () => {
    await sleep(15);
    return answer();
  });
  const made = new RegistryView(fake.services);
  let times = 0;
  editor.provider?.onDidChangeTreeData(() => (times += 1));
  await sleep(30);
  assert.ok(made);
  return { fake, refreshed: () => times };
}

test("a change while the view is hidden is in the tree, and its badge", async () => {
  let conflicts = 3;
  const { fake, refreshed } = await view(() => ({ projects: [project("/w", { conflicts })] }));
  assert.deepEqual([editor.tree.badge?.value, state()], [3, "running"]);
  const before = refreshed();
  conflicts = 4;
  fake.changed.fire(undefined);
  await sleep(5);
  editor.tree.visible = false;
  editor.events.visibility.fire({ visible: false });
  await sleep(30);
  assert.equal(refreshed(), before + 1);
  assert.equal(editor.tree.badge?.value, 4);
  editor.tree.visible = true;
});

test("without a server there is no badge, and with no project the view is empty", async () => {
  const projects = [project("/w", { conflicts: 2 })];
  const { fake } = await view(() => ({ projects }));
  fake.become("failed");
  await sleep(5);
  assert.deepEqual([editor.tree.badge, state()], [undefined, "failed"]);
  projects.pop();
  fake.become("running");
  await sleep(30);
  assert.deepEqual([editor.tree.badge, state()], [undefined, "empty"]);
});

test("a server that ends while it is asked leaves the view with its end", async () => {
  let dies = false;
  const { fake } = await view(() => {
    if (dies) {
      throw new Error("gone");
    }
    return { projects: [project("/w", { conflicts: 2 })] };
  });
  fake.changed.fire(undefined);
  await sleep(5);
  dies = true;
  fake.become("failed");
  await sleep(40);
  assert.deepEqual([editor.tree.badge, state()], [undefined, "failed"]);
});
