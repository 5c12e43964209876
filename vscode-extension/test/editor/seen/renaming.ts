// Renaming a step of the core that two workspaces override, and that a pipeline and a notebook use.
import fs from "node:fs";
import path from "node:path";
import { smallProject } from "../lib/checkouts.ts";
import { CORE, NOTEBOOK, PIPELINE, registry } from "../lib/names.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { until } from "../lib/waiting.ts";

async function preview({ window }: Scene): Promise<void> {
  await window.see('.explorer-folders-view .monaco-list-row:has-text("pipelines")');
  await window.see(".view-line"); // the text
  await window.click("Package");
  await window.see('.codelens-decoration:has-text("mention")');
  await window.page.keyboard.press("F2");
  await (await window.see(".rename-box input")).fill("Bundle");
  await window.page.keyboard.press("Enter");
  await window.see('.bulk-edit-panel .monaco-list-row:has-text("step_names.py")');
  await window.pictures("rename-preview");
}

async function apply({ window, place }: Scene): Promise<void> {
  const unchecked = window.page.locator('.bulk-edit-panel .edit-checkbox[aria-checked="false"]').first();
  while (await unchecked.isVisible()) {
    await unchecked.click();
    await window.page.waitForTimeout(200); // until it is seen that this one is checked now
  }
  await (await window.see('.bulk-edit-panel .monaco-button:has-text("Apply")')).click();
  await window.gone(".bulk-edit-panel .monaco-list-row");
  const left = async (): Promise<string[]> => {
    await window.run("workbench.action.files.saveAll");
    return [CORE, registry("alice"), registry("bob"), PIPELINE, NOTEBOOK].filter((file) => !isRenamed(path.join(place, file)));
  };
  await until(async () => (await left()).length === 0, left);
}

function isRenamed(file: string): boolean {
  const text = fs.readFileSync(file, "utf8").replaceAll('\\"', '"');
  return text.includes('"Bundle"') && !text.includes('"Package"');
}

export const RENAMING: Seen = {
  group: "renaming",
  prepare: (folder) => smallProject(path.join(folder, "fraud-pipelines")),
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, CORE))]],
  tests: {
    "a preview shows first what would change": preview,
    "what is applied changes two workspaces, the pipeline and the notebook": apply,
  },
};
