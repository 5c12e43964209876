// The Registry view between the server and VS Code: what stands beside the tree, and when the tree is asked for again.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { RegistryView } from "../../../src/views/registry/view";
import { FakeServices } from "../support/services";
import { editor } from "../support/vscode";
import { entry, project } from "./samples";

function state(): unknown {
  return editor.ran.filter(([, key]) => key === "cursusRegistry.viewState").at(-1)?.[2];
}

/** The view of a server that takes its time, and how often its tree was told to be another. */
async function view(context: TestContext, answer: (command: string, argument: Record<string, unknown>) => unknown): Promise<{ fake: FakeServices; refreshed: () => number }> {
  const fake = new FakeServices(async (command, argument) => {
    await sleep(15);
    return answer(command, argument);
  });
  const made = new RegistryView(fake.services);
  context.after(() => {
    made.dispose();
    editor.tree.visible = true;
    editor.look(undefined);
    editor.revealed = [];
  });
  let times = 0;
  editor.provider?.onDidChangeTreeData(() => (times += 1));
  await sleep(30);
  return { fake, refreshed: () => times };
}

test("a change while the view is hidden is in the tree, and its badge", async (context) => {
  let conflicts = 3;
  const { fake, refreshed } = await view(context, () => ({ projects: [project("/w", { conflicts })] }));
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
});

test("without a server there is no badge, and with no project the view is empty", async (context) => {
  const projects = [project("/w", { conflicts: 2 })];
  const { fake } = await view(context, () => ({ projects }));
  fake.become("failed");
  await sleep(5);
  assert.deepEqual([editor.tree.badge, state()], [undefined, "failed"]);
  projects.pop();
  fake.become("running");
  await sleep(30);
  assert.deepEqual([editor.tree.badge, state()], [undefined, "empty"]);
});

test("a server that ends while it is asked leaves the view with its end", async (context) => {
  let dies = false;
  const { fake } = await view(context, () => {
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

/** A view of a core with two steps: on its first line a file is about one, on any other about the other. */
async function following(context: TestContext): Promise<FakeServices> {
  const core = [entry("Load"), entry("Train")];
  const { fake } = await view(context, (command, { line }) => {
    if (command === "registryTree") {
      return { projects: [project("/w", { core: 2 })] };
    }
    return command === "stepAt" ? { ...core[line === 0 ? 0 : 1], root: "/w" } : { entries: core };
  });
  fake.asked.length = 0;
  return fake;
}

const QUIET_MS = 160;

test("the step under the cursor is shown in the tree", async (context) => {
  await following(context);
  editor.look("file:///w/a.py", 0);
  await sleep(QUIET_MS + 60);
  assert.deepEqual(editor.revealed, ["Load"]);
});

test("a view that was left while it looked for the step is not opened again", async (context) => {
  const fake = await following(context);
  editor.look("file:///w/a.py");
  await sleep(QUIET_MS);
  assert.deepEqual(fake.asked, ["stepAt"]);
  editor.tree.visible = false;
  editor.events.visibility.fire({ visible: false });
  await sleep(60);
  assert.deepEqual(editor.revealed, []);
});

test("a cursor that has gone on leaves the step before alone", async (context) => {
  await following(context);
  editor.look("file:///w/a.py", 0);
  await sleep(QUIET_MS);
  editor.look("file:///w/a.py", 7);
  await sleep(QUIET_MS + 60);
  assert.deepEqual(editor.revealed, ["Train"]);
});

test("the server is not asked about places in what it cannot know", async (context) => {
  const fake = await following(context);
  for (const uri of ["output:extension-output", "cursus-registry:/alice/effective.py", "git:/w/a.py"]) {
    editor.look(uri);
    await sleep(QUIET_MS + 40);
  }
  assert.deepEqual([fake.asked, editor.revealed], [[], []]);
});
