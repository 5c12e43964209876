import assert from "node:assert/strict";
import { test } from "node:test";
import { coloursAreOurs, documentFilters } from "../../../src/client/documents";

const IN = "/w/developer_workspaces/developers/ann/src/cursus_dev";

test("documents are chosen by pattern: Python, YAML, JSON, settings, and the cells of notebooks", () => {
  const filters = documentFilters();
  const patterns = filters.flatMap((filter) => ("pattern" in filter ? [filter.pattern] : []));
  assert.deepEqual(patterns, ["**/*.py", "**/*.step.yaml", "**/*.json", "**/cursus-registry.toml", "**/pyproject.toml"]);
  const cells = filters.filter((filter) => "notebook" in filter);
  assert.deepEqual(cells, [{ notebook: { scheme: "file", pattern: "**/*.ipynb" }, language: "python" }]);
  assert.ok(filters.every((filter) => !("language" in filter && "pattern" in filter)));
});

for (const path of [`${IN}/registry/workspace_registry.py`, "/w/src/cursus/registry/step_names.py", "/w/a.step.yaml", "/w/x.json"]) {
  test(`colours by meaning are ours in ${path}`, () => {
    assert.equal(coloursAreOurs({ scheme: "file", path }), true);
  });
}

for (const path of ["/w/pipelines/fraud.py", `${IN}/steps/builders/builder_x_step.py`, "/w/my_step_names.py"]) {
  test(`colours by meaning stay the Python server's in ${path}`, () => {
    assert.equal(coloursAreOurs({ scheme: "file", path }), false);
  });
}

test("they stay so in the cells of a notebook", () => {
  assert.equal(coloursAreOurs({ scheme: "vscode-notebook-cell", path: "/w/a.ipynb" }), false);
});
