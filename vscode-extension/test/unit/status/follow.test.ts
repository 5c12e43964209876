import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { registerStatus } from "../../../src/status/status";
import { FakeServices } from "../support/services";
import { editor } from "../support/vscode";

const PROJECT = { root: "/w", indexed: true, workspace: "ann", chosenWorkspace: null, workspaces: ["ann"], steps: 35, conflicts: 1 };

function status(context: TestContext, projects: object[], root: string | null = "/w"): { fake: FakeServices; settle: () => Promise<void> } {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const fake = new FakeServices(() => ({ root, projects }));
  const parts = registerStatus(fake.services);
  context.after(() => {
    parts.forEach((one) => void one.dispose());
  });
  const settle = async (): Promise<void> => {
    context.mock.timers.tick(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { fake, settle };
}

test("the status follows the registries, and no other server's diagnostics", async (context) => {
  const projects = [{ ...PROJECT }];
  const { fake, settle } = status(context, projects);
  fake.changed.fire(["/w"]);
  await settle();
  assert.equal(editor.items.get("cursusRegistry.server")?.text, "ann · 35 steps · 1 conflict");
  projects[0] = { ...PROJECT, steps: 36, conflicts: 0 };
  fake.changed.fire(["/w"]);
  await settle();
  assert.equal(editor.items.get("cursusRegistry.server")?.text, "ann · 36 steps · 0 conflicts");
  editor.events.diagnostics.fire();
  await settle();
  assert.deepEqual(fake.asked, ["overview", "overview"]);
});

test("what the server does is shown at once", (context) => {
  const { fake } = status(context, []);
  fake.become("starting");
  assert.equal(editor.items.get("cursusRegistry.server")?.text, "Cursus Registry: starting");
  assert.deepEqual(fake.asked, []);
});

test("of a workspace nothing is said while no project is known", async (context) => {
  const projects: object[] = [];
  const { fake, settle } = status(context, projects);
  fake.changed.fire(undefined);
  await settle();
  assert.equal(editor.items.has("cursusRegistry.workspace"), false);
  projects.push(PROJECT);
  fake.changed.fire(undefined);
  await settle();
  assert.equal(editor.items.get("cursusRegistry.workspace")?.text, "Workspace: ann");
  fake.become("stopped");
  assert.equal(editor.items.has("cursusRegistry.workspace"), false);
});
