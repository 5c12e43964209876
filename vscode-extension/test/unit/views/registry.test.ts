import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Conflict, Entry, Project, StepAt, Workspace } from "../../../src/views/protocol";
import { entryMatches, matches } from "../../../src/views/registry/filter";
import { badgeText, shortRoot, type TreeNode } from "../../../src/views/registry/nodes";
import { Source } from "../../../src/views/registry/source";
import { RegistryTree } from "../../../src/views/registry/tree";
import { conflict, entry, location, project } from "./samples";

interface World {
  projects: Project[];
  steps: Record<string, Entry[]>;
  workspaces: Workspace[];
  conflicts: Conflict[];
  asked: string[];
}

const GRAPH = { others: { count: 1, first: ["bob"] }, collides: true };

function world(): World {
  return {
    projects: [project("/w/one", { core: 2, packs: 0, workspaces: 2, steps: 2, overrides: 1, conflicts: 1 })],
    steps: {
      core: [entry("Load"), entry("Train", "core", "core", { others: { count: 1, first: ["alice"] } })],
      steps: [entry("Graph", "alice", "workspace", GRAPH), entry("Graph", "bob", "workspace", { ...GRAPH, stepType: "Lambda" })],
      overrides: [entry("Train", "alice", "override", { below: "core.Train", others: { count: 1, first: ["core"] } })],
      packs: [],
    },
    workspaces: ["alice", "bob"].map((workspace) => ({ workspace, steps: 1, overrides: Number(workspace === "alice"), conflicts: 1, location: location() })),
    conflicts: [conflict("Graph", "alice", "bob")],
    asked: [],
  };
}

interface Asked {
  group?: string;
  workspace?: string;
}

function treeOf(around: World): { tree: RegistryTree; source: Source } {
  const answer = (command: string, { group = "", workspace }: Asked): unknown => {
    around.asked.push([command, group, workspace].filter((one) => one !== undefined && one !== "").join(" "));
    if (command === "registryTree") {
      return { projects: around.projects };
    }
    if (command === "listConflicts") {
      return { conflicts: around.conflicts };
    }
    const entries = group === "workspaces" ? around.workspaces : around.steps[group]?.filter(({ namespace }) => workspace === undefined || namespace === workspace);
    return { entries };
  };
  const source = new Source(<T>(command: string, argument: object) => Promise.resolve(answer(command, argument) as T));
  return { tree: new RegistryTree(source), source };
}

async function child(tree: RegistryTree, node: TreeNode | undefined, label: string): Promise<TreeNode> {
  const found = (await tree.children(node)).find((one) => one.label === label);
  assert.ok(found, `${label} is there`);
  return found;
}

const shown = (nodes: readonly TreeNode[]): string[] => nodes.map(({ label, description }) => `${label} (${description})`);

test("the parts of the only project stand at the top, with counts, and packs only if there are any", async () => {
  const around = world();
  const { tree } = treeOf(around);
  assert.deepEqual(shown(await tree.children()), ["Core (2)", "Workspaces (2)", "Overrides (1)", "Conflicts (1)"]);
  assert.deepEqual(around.asked, ["registryTree"], "nothing is asked for before it is opened");
  around.projects = [project("/w/one", { packs: 1 })];
  assert.deepEqual(shown(await treeOf(around).tree.children()), ["Core (0)", "Packs (1)", "Workspaces (0)", "Overrides (0)", "Conflicts (0)"]);
});

test("children are asked for when they are opened, once, and again after a change of their project", async () => {
  const around = world();
  const { tree, source } = treeOf(around);
  const core = await child(tree, undefined, "Core");
  assert.deepEqual(shown(await tree.children(core)), ["Load (Training)", "Train (Training · also in alice)"]);
  await tree.children(core);
  assert.deepEqual(around.asked, ["registryTree", "registryEntries core"]);
  source.forget(["/w/other"]);
  await tree.children(core);
  assert.deepEqual(around.asked.slice(2), ["registryTree"], "another project's change leaves this one as it is");
  source.forget(["/w/one"]);
  await tree.children(core);
  assert.deepEqual(around.asked.slice(3), ["registryTree", "registryEntries core"]);
  source.forget();
  await tree.children(core);
  assert.equal(around.asked.length, 7);
});

test("what was looked at is asked for again before anybody looks, and what nobody looks at any more is not", async () => {
  const around = world();
  const { tree, source } = treeOf(around);
  const core = await child(tree, undefined, "Core");
  await tree.children(core);
  const renew = async (): Promise<string[]> => {
    const before = around.asked.length;
    await source.renew(["/w/one"]);
    source.beginShowing();
    return around.asked.slice(before);
  };
  assert.deepEqual(await renew(), ["registryTree", "registryEntries core"]);
  await tree.children();
  assert.equal(around.asked.length, 4, "the answer is there");
  assert.deepEqual(await renew(), ["registryTree", "registryEntries core"], "the core may still have been looked at");
  await tree.children();
  assert.deepEqual(await renew(), ["registryTree"], "the core was not looked at in a whole showing");
  await tree.children(core);
  assert.deepEqual(around.asked.slice(7), ["registryEntries core"]);
});

test("what nobody had the time to look at before the next change is asked for again, too", async () => {
  const around = world();
  const { tree, source } = treeOf(around);
  await tree.children(await child(tree, undefined, "Core"));
  const first = source.renew(["/w/one"]);
  await Promise.all([first, source.renew(["/w/one"])]);
  assert.deepEqual(around.asked.slice(4), ["registryTree", "registryEntries core"], "the first answers have not come yet");
  source.beginShowing();
  await source.renew(["/w/one"]);
  assert.deepEqual(around.asked.slice(6), ["registryTree", "registryEntries core"], "the answers are there, and nobody has asked for them");
});

test("an answer that fails after another project's change is asked for again", async () => {
  const projects = [project("/w/one"), project("/w/two")];
  let fail = (): void => undefined;
  const late = new Promise<never>((_, reject) => (fail = () => { reject(new Error("not yet")); }));
  let failures = 1;
  const answer = (command: string): Promise<unknown> => (command === "registryTree" ? Promise.resolve({ projects }) : failures-- > 0 ? late : Promise.resolve({ entries: [] }));
  const source = new Source(<T>(command: string) => answer(command) as Promise<T>);
  await source.projects();
  const asked = source.steps("/w/one", "core");
  await new Promise(setImmediate);
  source.forget(["/w/two"]);
  fail();
  await assert.rejects(asked, /not yet/);
  assert.deepEqual(await source.steps("/w/one", "core"), []);
});

test("a question that failed is asked again", async () => {
  let failures = 1;
  const source = new Source(<T>() => (failures-- > 0 ? Promise.reject(new Error("not yet")) : Promise.resolve({ projects: [] } as T)));
  await assert.rejects(source.projects(), /not yet/);
  assert.deepEqual(await source.projects(), []);
  await assert.rejects(source.steps("/gone", "core"), /no project is open at \/gone/);
});

test("what can be done with each node", async () => {
  const { tree } = treeOf(world());
  const alice = await child(tree, await child(tree, undefined, "Workspaces"), "alice");
  assert.deepEqual(shown([alice]), ["alice (1 step · 1 override · 1 conflict)"]);
  const [graph, train] = await tree.children(alice);
  assert.deepEqual(graph?.abilities, ["go", "graph", "compare", "rename", "promote"]);
  assert.deepEqual(shown([graph]), ["Graph (Training · also in bob)"]);
  assert.deepEqual(train?.abilities, ["go", "graph", "compare", "rename"]);
  assert.deepEqual(shown([train]), ["Train (Training · over core)"]);
  const name = await child(tree, await child(tree, undefined, "Conflicts"), "Graph");
  assert.deepEqual(shown([name]), ["Graph (alice, bob · warning)"]);
  const definitions = await tree.children(name);
  assert.deepEqual(definitions.map((one) => [one.label, one.abilities]), [
    ["alice", ["go", "rename", "promote", "pin"]],
    ["bob", ["go", "rename", "promote", "pin"]],
  ]);
  assert.equal(graph.spoken, "Graph, step of workspace alice, type Training, also in bob, several workspaces declare it");
  assert.equal(name.spoken, "Graph, declared in alice, bob, warning");
});

test("a conflict with no state to tell of is spoken without one", async () => {
  const around = world();
  around.conflicts = [{ ...conflict("Graph", "alice", "bob"), severity: null }];
  const { tree } = treeOf(around);
  const name = await child(tree, await child(tree, undefined, "Conflicts"), "Graph");
  assert.deepEqual([name.spoken, name.description], ["Graph, declared in alice, bob", "alice, bob"]);
});

test("nodes have ids that stay, and no two the same", async () => {
  const around = world();
  around.steps["steps"]?.push(entry("Train", "alice", "workspace"));
  const { tree, source } = treeOf(around);
  const all = async (node?: TreeNode): Promise<TreeNode[]> =>
    (await Promise.all((await tree.children(node)).map(async (one) => [one, ...(await all(one))]))).flat();
  const before = (await all()).map(({ id }) => id);
  assert.equal(new Set(before).size, before.length);
  source.forget();
  assert.deepEqual((await all()).map(({ id }) => id), before);
});

test("several projects stand at the top, by as much of their paths as tells them apart", async () => {
  const around = world();
  around.projects.push({ ...project("/v/one", { core: 1 }), indexed: false });
  const { tree } = treeOf(around);
  assert.deepEqual(shown(await tree.children()), ["w/one (2 workspaces · 1 conflict)", "v/one (0 workspaces · being read)"]);
  const reading = await tree.children((await tree.children())[1]);
  assert.deepEqual(shown(reading).slice(0, 1), ["Core (1, being read…)"]);
  assert.deepEqual(reading.map(({ icon }) => icon.id), Array(4).fill("loading~spin"));
  const parts = await tree.children((await tree.children())[0]);
  assert.deepEqual(parts.map(({ parent }) => parent?.label), Array(4).fill("w/one"));
  assert.equal(shortRoot("/", ["/"]), "");
});

test("a filter leaves the parts, workspaces and steps with its words, and tells how many", async () => {
  const { tree } = treeOf(world());
  tree.filter = "graph LAMBDA";
  assert.deepEqual(shown(await tree.children()), ["Workspaces (1 of 2)"]);
  const workspaces = await child(tree, undefined, "Workspaces");
  assert.deepEqual((await tree.children(workspaces)).map(({ label }) => label), ["bob"]);
  tree.filter = "alice";
  assert.deepEqual(shown(await tree.children()), ["Workspaces (1 of 2)", "Overrides (1 of 1)", "Conflicts (1 of 1)"]);
  tree.filter = "nothing of that kind";
  assert.deepEqual(await tree.children(), []);
});

test("the words of a filter", () => {
  assert.ok(matches("tra XGB", "XGBoostTraining"));
  assert.ok(!matches("xyz", "XGBoostTraining", null));
  assert.ok(entryMatches("alice train", entry("Train", "alice")));
});

test("the way to the step under the cursor", async () => {
  const around = world();
  const { tree } = treeOf(around);
  const at = (one: Entry | undefined, root = "/w/one"): StepAt => ({ ...(one ?? entry("Lost")), root });
  const labels = (node: TreeNode | undefined): string[] => (node === undefined ? [] : [...labels(node.parent), node.label]);
  assert.deepEqual(labels(await tree.find(at(around.steps["core"]?.[0]))), ["one", "Core", "Load"]);
  assert.deepEqual(labels(await tree.find(at(around.steps["overrides"]?.[0]))), ["one", "Workspaces", "alice", "Train"]);
  assert.equal(await tree.find(at(undefined)), undefined);
  assert.equal(await tree.find(at(around.steps["core"]?.[0], "/elsewhere")), undefined);
  around.projects.push(project("/v/two"));
  const { tree: two } = treeOf(around);
  assert.deepEqual(labels(await two.find(at(around.steps["steps"]?.[1]))), ["one", "Workspaces", "bob", "Graph"]);
});

test("every menu entry of the tree has a command, and every ability of a node an entry", async () => {
  const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
    contributes: { commands: { command: string }[]; menus: Record<string, { command: string; when: string }[]> };
  };
  const names = new Set(contributes.commands.map(({ command }) => command));
  const items = contributes.menus["view/item/context"] ?? [];
  assert.ok(items.every(({ command }) => names.has(command)));
  const { tree } = treeOf(world());
  const all = async (node?: TreeNode): Promise<TreeNode[]> =>
    (await Promise.all((await tree.children(node)).map(async (one) => [one, ...(await all(one))]))).flat();
  const able = new Set((await all()).flatMap(({ abilities }) => abilities));
  const conditions = items.map(({ when }) => new RegExp(/viewItem =~ \/(.*)\/$/.exec(when)?.[1] ?? "^$"));
  for (const ability of able) {
    assert.ok(conditions.some((one) => one.test(`step;${ability}`)), ability);
  }
  assert.ok(able.has("panel") && able.has("workspace") && able.has("pin"));
});

test("the number on the icon is told in words, one in the singular", () => {
  assert.equal(badgeText(1), "1 name that several workspaces declare");
  assert.equal(badgeText(2), "2 names that several workspaces declare");
});
