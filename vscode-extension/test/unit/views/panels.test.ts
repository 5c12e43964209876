// The Conflicts panel and the DAG preview between the server, the editor and their pages: what is posted when.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { registerConflicts } from "../../../src/views/conflicts/register";
import type { Shown } from "../../../src/views/conflicts/messages";
import { DagPreview } from "../../../src/views/dag/preview";
import { FakeServices } from "../support/services";
import { editor, editorOf } from "../support/vscode";
import { conflict, location, node, project } from "./samples";

const NAMES = ["A", "B", "C", "D", "Z"];

/** A server with two projects that takes its time. */
function conflictsServer(delayMs = 0): { fake: FakeServices; roots: unknown[] } {
  const roots: unknown[] = [];
  const fake = new FakeServices(async (command, { uri, name, details }) => {
    await sleep(delayMs);
    if (command === "registryTree") {
      return { projects: [project("/w/one"), project("/w/two")] };
    }
    roots.push(uri);
    const names = NAMES.filter((one) => name === undefined || one === name);
    return { conflicts: names.map((one) => ({ ...conflict(one, "alice", "bob"), ...(details === true ? { details } : {}) })) };
  });
  return { fake, roots };
}

function shown(): Shown[] {
  return editor.posted as unknown as Shown[];
}

for (const delayMs of [1, 20]) {
  test(`the name that was asked for is open and brought into sight once, when the page starts within the answers of ${String(delayMs)} ms`, async () => {
    const { fake } = conflictsServer(delayMs);
    const { panel } = registerConflicts(fake.services);
    const done = panel.show({ root: "/w/one", name: "Z" });
    await sleep(10);
    editor.say({ type: "ready" });
    await done;
    await sleep(delayMs * 5 + 50);
    const last = shown().at(-1);
    assert.equal(shown().filter(({ focus }) => focus === "Z").length, 1, JSON.stringify(shown().map(({ focus }) => focus)));
    assert.deepEqual(last?.details.map(({ name }) => name).includes("Z"), true);
  });
}

test("a name stays open when its project was not known before", async () => {
  const { fake } = conflictsServer();
  const { panel } = registerConflicts(fake.services);
  await panel.show({ name: "Z" });
  assert.deepEqual([shown().at(-1)?.focus, shown().at(-1)?.details.map(({ name }) => name)], ["Z", ["Z"]]);
});

test("a project's own entry shows the conflicts of that project", async () => {
  const { fake, roots } = conflictsServer();
  registerConflicts(fake.services);
  await editor.commands.get("cursusRegistry.showConflicts")?.({ id: "/w/two|:conflicts", root: "/w/two", what: { kind: "group", group: "conflicts" } });
  assert.equal(shown().at(-1)?.root, "/w/two");
  assert.deepEqual(new Set(roots), new Set(["file:///w/two"]));
  await editor.commands.get("cursusRegistry.showConflicts")?.();
  assert.equal(shown().at(-1)?.root, "/w/two");
});

/** A server whose answer about a file takes as long as its name says. */
function dagServer(context: TestContext): { fake: FakeServices; preview: DagPreview } {
  const fake = new FakeServices(async (_, { uri, step }) => {
    const key = typeof step === "string" ? step : String(uri).replace(/.*\//, "");
    await sleep(key.startsWith("slow") ? 60 : 2);
    return { root: "/w", path: null, step: null, drawings: [{ nodes: [node(key, { step: null, location: location(`file:///w/${key}`, 9) })], edges: [] }] };
  });
  const preview = new DagPreview(fake.services);
  context.after(() => {
    preview.dispose();
  });
  return { fake, preview };
}

function drawn(): string[] {
  return editor.posted.filter(({ type }) => type === "show").map((one) => `${String(one["title"])} has ${(one["drawings"] as { nodes: { key: string }[] }[])[0]?.nodes[0]?.key ?? "nothing"}`);
}

test("the preview shows the file that is looked at last, whichever answer comes last", async (context) => {
  const { preview } = dagServer(context);
  editor.look("file:///w/first.py");
  await preview.showFile();
  editor.look("file:///w/slow.py");
  editor.look("file:///w/third.py");
  await sleep(100);
  assert.deepEqual(drawn(), ["DAG: first.py has first.py", "DAG: third.py has third.py"]);
});

test("coming back to the file that is shown makes the question about another one void", async (context) => {
  const { preview } = dagServer(context);
  editor.look("file:///w/first.py");
  await preview.showFile();
  editor.look("file:///w/slow.py");
  editor.look("file:///w/first.py");
  await sleep(100);
  assert.deepEqual(drawn(), ["DAG: first.py has first.py"]);
});

test("a step that is chosen stays, and what a change asked before another file counts no more", async (context) => {
  const { fake, preview } = dagServer(context);
  editor.look("file:///w/slow.py");
  await preview.showFile();
  fake.changed.fire(undefined);
  editor.look("file:///w/second.py");
  await sleep(100);
  assert.deepEqual(drawn(), ["DAG: slow.py has slow.py", "DAG: second.py has second.py"]);
  editor.look("file:///w/slow.py");
  await preview.showStep("/w", "core.Load");
  await sleep(100);
  assert.equal(drawn().at(-1), "DAG: core.Load has core.Load");
});

test("a node whose file is gone is told", async (context) => {
  const { fake, preview } = dagServer(context);
  context.after(() => {
    editor.refusal = undefined;
  });
  editor.look("file:///w/first.py");
  await preview.showFile();
  editor.refusal = "the file is gone";
  editor.say({ type: "open", drawing: 0, key: "first.py", definition: false });
  await sleep(5);
  assert.deepEqual(fake.refused, ["the file is gone"]);
});

test("a mark is posted when it is another one, and after everything that is drawn", async (context) => {
  const { fake, preview } = dagServer(context);
  editor.look("file:///w/first.py");
  await preview.showFile();
  const marks = (): unknown[] => editor.posted.filter(({ type }) => type === "mark").map((one) => one["key"]);
  assert.deepEqual(marks(), [null]);
  const move = (line: number): void => {
    editor.events.selection.fire({ textEditor: { ...editorOf("file:///w/first.py"), selection: { active: { line, character: 5 } } } });
  };
  [0, 1, 9, 9, 9].forEach(move);
  assert.deepEqual(marks(), [null, "first.py"]);
  fake.changed.fire(undefined);
  await sleep(20);
  assert.equal(marks().length, 3);
});
