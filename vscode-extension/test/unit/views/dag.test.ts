import assert from "node:assert/strict";
import { test } from "node:test";
import { nextNode } from "../../../src/views/dag/keyboard";
import { HEIGHT, layOut, layOutAll, scaleIn, textsOf, type PlacedNode } from "../../../src/views/dag/layout";
import { pathOf, summaryOf, svgOf } from "../../../src/views/dag/scene";
import { nodeAt, noteOf, questionOf, titleOf } from "../../../src/views/dag/subject";
import { declaration, drawing, HOSTILE, layered, location, node, withoutIdentities } from "./samples";

const FORK = drawing([
  ["Load", "Train"],
  ["Load", "Clean"],
  ["Train", "Score"],
  ["Clean", "Score"],
]);

function left({ x, width }: PlacedNode): number {
  return x - width / 2;
}

function apart(one: PlacedNode, other: PlacedNode): boolean {
  return Math.abs(one.x - other.x) >= (one.width + other.width) / 2 || Math.abs(one.y - other.y) >= HEIGHT;
}

for (const direction of ["LR", "TB"] as const) {
  test(`every node stands behind those before it, none over another, and all inside the picture: ${direction}`, () => {
    const { nodes, width, height } = layOut(FORK, direction);
    const along = (key: string): number => nodes.find(({ node: { key: other } }) => other === key)?.[direction === "LR" ? "x" : "y"] ?? 0;
    FORK.edges.forEach(({ from, to }) => {
      assert.ok(along(from) < along(to), `${from} before ${to}`);
    });
    assert.ok(nodes.every((one) => left(one) >= 0 && left(one) + one.width <= width));
    assert.ok(nodes.every(({ y }) => y >= HEIGHT / 2 && y + HEIGHT / 2 <= height));
    assert.ok(nodes.every((one) => nodes.every((other) => one === other || apart(one, other))));
  });
}

test("drawings are turned so that they are seen larger, unless a direction was chosen", () => {
  const chain = drawing(Array.from({ length: 12 }, (_, number): [string, string] => [`Step${String(number)}`, `Step${String(number + 1)}`]));
  const directions = (chosen: "LR" | "TB" | undefined, width: number, height: number): string[] =>
    layOutAll([chain, FORK], chosen, { width, height }).map(({ direction }) => direction);
  assert.deepEqual(directions(undefined, 400, 900), ["TB", "TB"]);
  assert.deepEqual(directions(undefined, 1600, 300), ["LR", "LR"]);
  assert.deepEqual(directions("LR", 400, 900), ["LR", "LR"]);
  const [placed] = layOutAll([chain], "LR", { width: 1, height: 1 });
  assert.ok(placed);
  assert.equal(scaleIn([placed], { width: placed.width / 2, height: 9_999 }), 0.5);
  assert.equal(scaleIn([placed], { width: 99_999, height: 99_999 }), 1);
  assert.equal(scaleIn([], { width: 1, height: 1 }), 1);
});

test("a circle, a node that leads to itself, and nothing at all are drawn", () => {
  assert.equal(layOut(drawing([["A", "B"], ["B", "A"], ["A", "A"]]), "LR").nodes.length, 2);
  assert.equal(layOut(drawing([]), "LR").nodes.length, 0);
  assert.match(svgOf(drawing([]), layOut(drawing([]), "LR"), "0").text, /<svg/);
});

test("names that objects have by themselves are names like others", () => {
  const strange = drawing([["__proto__", "constructor"], ["constructor", "toString"]]);
  const placed = layOut(strange, "LR");
  assert.deepEqual(placed.nodes.map(({ label }) => label), ["__proto__", "constructor", "toString"]);
  assert.ok(placed.nodes.every(({ x, width }) => x > 0 && width > 0));
  assert.ok(placed.edges.every(({ points }) => points.length >= 2));
});

test("five hundred nodes are laid out, each in its place", () => {
  const big = layered(500);
  const placed = layOut(big, "LR");
  assert.equal(placed.nodes.length, 500);
  assert.equal(new Set(placed.nodes.map(({ x, y }) => `${String(x)} ${String(y)}`)).size, 500);
  assert.equal(svgOf(big, placed, "0").text.match(/<g class="node/g)?.length, 500);
});

test("what a node is stands in it in words", () => {
  assert.deepEqual(textsOf(node("Load")), { label: "Load", detail: "core" });
  assert.deepEqual(textsOf(node("Load_job", { step: declaration("Load") })), { label: "Load_job", detail: "core · Load" });
  assert.equal(textsOf(node("Load", { step: declaration("Load", "alice", "override") })).detail, "override of alice");
  assert.equal(textsOf(node("Lost", { step: null, status: "missing" })).detail, "? in no table that is seen here");
  assert.equal(textsOf(node("Lost", { step: null, status: "unknown" })).detail, "? not known for sure");
  assert.equal(textsOf(node("Lost", { added: false })).detail, "in an edge, but never added");
  assert.equal(Array.from(textsOf(node("x".repeat(500))).label).length, 42);
});

test("unknown nodes are marked, and told to who cannot see the mark", () => {
  const lost = node("Lost", { step: null, status: "missing", added: false });
  const one = drawing([["Load", "Lost"]], [lost]);
  const { text } = svgOf(one, layOut(one, "LR"), "0");
  assert.match(text, /class="node missing never-added" data-key="Lost" role="button" tabindex="-1" aria-label="Lost, in an edge but never added, unknown: no table that is seen here has it; after Load"/);
  assert.match(text, /class="node core" data-key="Load" role="button" tabindex="0" aria-label="Load, step of core; before Lost"/);
  assert.equal(summaryOf(one), "2 steps, 1 edge; 1 unknown");
  assert.match(summaryOf({ ...one, complete: false }), /there may be more/);
});

test("no name leaves its place in the picture", () => {
  const one = drawing([[HOSTILE, "Load"]]);
  const { text } = svgOf(one, layOut(one, "LR"), "0");
  assert.doesNotMatch(text, /<img|<script/);
  assert.doesNotMatch(withoutIdentities(text), /\u202e|\u0000/);
  assert.equal(text.match(/<g class="node/g)?.length, 2);
});

test("a node has its key in the picture, whatever is hidden in it", () => {
  const one = drawing([["Lo\u200bad", "Train"]]);
  const { text } = svgOf(one, layOut(one, "LR"), "0");
  assert.ok(text.includes('data-key="Lo\u200bad"') && text.includes('data-from="Lo\u200bad"'), text);
  assert.doesNotMatch(withoutIdentities(text), /\u200b/);
});

test("a line goes through its points", () => {
  assert.equal(pathOf([]), "");
  assert.equal(pathOf([{ x: 0, y: 0 }, { x: 10, y: 5 }]), "M0 0 L10 5");
  assert.equal(pathOf([{ x: 0, y: 0 }, { x: 10, y: 5 }, { x: 20, y: 5 }]), "M0 0 Q10 5 20 5");
  assert.equal(pathOf([{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 20, y: 10 }, { x: 30, y: 10 }]), "M0 0 Q10 0 15 5 Q20 10 30 10");
});

test("arrows follow the edges, then what can be seen", () => {
  const placed = layOut(FORK, "LR");
  const [upper, lower] = ["Train", "Clean"].sort((one, other) => yOf(one) - yOf(other)) as [string, string];
  function yOf(key: string): number {
    return placed.nodes.find((one) => one.node.key === key)?.y ?? 0;
  }
  assert.ok([upper, lower].includes(nextNode(placed, "Load", "ArrowRight") ?? ""));
  assert.equal(nextNode(placed, "Train", "ArrowRight"), "Score");
  assert.equal(nextNode(placed, "Clean", "ArrowLeft"), "Load");
  assert.equal(nextNode(placed, upper, "ArrowDown"), lower);
  assert.equal(nextNode(placed, lower, "ArrowUp"), upper);
  assert.equal(nextNode(placed, "Score", "ArrowRight"), undefined);
  assert.equal(nextNode(placed, "Gone", "ArrowRight"), undefined);
  assert.equal(nextNode(layOut(FORK, "TB"), "Clean", "ArrowDown"), "Score");
});

test("what the preview is about, and what it says where nothing is to be drawn", () => {
  const file = { kind: "file", uri: "file:///w/a.py", name: "a.py" } as const;
  const step = { kind: "step", uri: "file:///w", qualifiedName: "core.Load" } as const;
  assert.deepEqual([questionOf(file), questionOf(step)], [{ uri: file.uri }, { uri: step.uri, step: "core.Load" }]);
  assert.deepEqual([titleOf(file), titleOf(step), titleOf(undefined)], ["DAG: a.py", "DAG: core.Load", "DAG"]);
  assert.match(noteOf(file, undefined), /no DAG in a\.py/);
  assert.equal(noteOf(file, "the server does not run"), "the server does not run");
  assert.match(noteOf(undefined, undefined), /^Open a Python file/);
});

test("the node under the cursor", () => {
  const here = node("Here", { location: location("file:///w/a.py", 5) });
  const graph = { root: "/w", path: "a.py", step: null, drawings: [drawing([]), drawing([], [node("Other"), here])] };
  assert.deepEqual(nodeAt(graph, "file:///w/a.py", 5, 11), { drawing: 1, key: "Here" });
  assert.equal(nodeAt(graph, "file:///w/a.py", 5, 12), undefined);
  assert.equal(nodeAt(graph, "file:///w/b.py", 5, 6), undefined);
});
