// What is seen at each step of the walkthrough: the pictures that the extension brings along are taken here.
import path from "node:path";
import { brokenRegistries } from "../lib/checkouts.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { SHIPPED_BY } from "../lib/shipped.ts";
import { frameWith } from "../lib/webview.ts";
import { LANGUAGE_STATUS, type Area } from "../lib/window.ts";

const WEEKLY = "pipelines/weekly_training.py";
/** Small, so that a picture can be read where the walkthrough shows it. */
const SIZE = { width: 820, height: 600 };

async function editorPart({ window }: Scene, height: number): Promise<Area> {
  const { x, y, width } = await window.area(await window.see(".part.editor"));
  return { x, y, width, height };
}

async function open(scene: Scene): Promise<void> {
  const { window } = scene;
  await window.see(".squiggly-warning");
  await window.page.setViewportSize(SIZE);
  await window.run("workbench.action.closeSidebar");
  await window.hover(await window.see(LANGUAGE_STATUS));
  await window.see(`.hover-language-status:has-text("conflict")`);
  const area = { x: 330, y: SIZE.height - 130, width: SIZE.width - 330, height: 130 };
  await window.pictures("1-open", undefined, area);
  await window.page.keyboard.press("Escape");
}

async function findings(scene: Scene): Promise<void> {
  const { window } = scene;
  await window.click("XGBoostTrainng");
  await window.see('.editor-instance [class*="lightbulb" i]');
  await window.page.keyboard.press("Control+.");
  await window.see(`.action-widget .monaco-list-row:has-text("Change to 'XGBoostTraining'")`);
  await window.pictures("2-findings", undefined, await editorPart(scene, 330));
  await window.page.keyboard.press("Escape");
  await window.gone(".action-widget");
}

async function names(scene: Scene): Promise<void> {
  const { window } = scene;
  await window.hover(await window.text("TabularPreprocessing"));
  await window.see('.monaco-hover:has-text("TabularPreprocessingStepBuilder")');
  await window.pictures("3-names", undefined, await editorPart(scene, 470));
  await window.page.keyboard.press("Escape");
}

async function collisions(scene: Scene): Promise<void> {
  const { window } = scene;
  await window.command("Cursus Registry: Show Conflicts");
  await window.see('.tab.active:has-text("Conflicts")');
  await window.page.setViewportSize({ ...SIZE, width: 1000 }); // three workspaces stand side by side
  await frameWith(window, "section table.fields");
  await window.pictures("4-collisions", undefined, await editorPart(scene, 500));
  await window.page.setViewportSize(SIZE);
  await window.run("workbench.action.closeActiveEditor");
}

async function workspace(scene: Scene): Promise<void> {
  const { window } = scene;
  const made = window.run("cursusRegistry.newWorkspace"); // which asks, and ends with the answers
  const input = await window.see(".quick-input-widget input");
  await input.pressSequentially("marta");
  await window.page.keyboard.press("Enter");
  await (await window.see('.quick-input-list .monaco-list-row:has-text("standard")')).click();
  await made;
  await window.see('.tab.active:has-text("workspace_registry.py")');
  await window.see(".codelens-decoration");
  await window.pictures("5-workspace", undefined, await editorPart(scene, 450));
}

export const PICTURES: Seen = {
  group: SHIPPED_BY,
  profile: () => ({ machine: {}, env: { PYTHONPATH: undefined } }),
  prepare: (folder) => brokenRegistries(path.join(folder, "shop-pipelines")),
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, WEEKLY))]],
  tests: {
    "the status tells what is seen": open,
    "a finding has its fix beside it": findings,
    "a name tells what it means": names,
    "colliding names stand side by side": collisions,
    "a new workspace comes from a template": workspace,
  },
};
