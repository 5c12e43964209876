// The everyday life of a person with a broken checkout: what is underlined, told, offered and asked.
import assert from "node:assert/strict";
import path from "node:path";
import { brokenRegistries } from "../lib/checkouts.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { LANGUAGE_STATUS } from "../lib/window.ts";

const WEEKLY = "pipelines/weekly_training.py";

async function squiggle({ window }: Scene): Promise<void> {
  await window.see(".squiggly-warning");
  assert.equal(await window.page.locator(".squiggly-warning").count(), 2);
  await window.pictures("squiggle");
}

async function hover({ window }: Scene): Promise<void> {
  await window.hover(await window.text("XGBoostTrainng"));
  await window.see('.monaco-hover:has-text("did you mean")');
  await window.pictures("hover-finding");
  await window.hover(await window.text("TabularPreprocessing"));
  await window.see('.monaco-hover:has-text("TabularPreprocessingStepBuilder")');
  await window.pictures("hover-step");
  await window.page.keyboard.press("Escape");
}

async function quickFix({ window }: Scene): Promise<void> {
  await window.click("XGBoostTrainng");
  await window.see('.editor-instance [class*="lightbulb" i]'); // a menu that opens before is closed by the click
  await window.page.keyboard.press("Control+.");
  await window.see(`.action-widget .monaco-list-row:has-text("Change to 'XGBoostTraining'")`);
  await window.pictures("quick-fix");
  await window.page.keyboard.press("Escape");
  await window.gone(".action-widget");
}

async function completion({ window }: Scene): Promise<void> {
  const { keyboard } = window.page;
  await window.click("Registration");
  await keyboard.press("End");
  await keyboard.press("Enter");
  await keyboard.type('EVALUATION = get_config_class_name("XGB', { delay: 30 });
  await window.see('.suggest-widget.visible .monaco-list-row:has-text("XGBoostModelEval")');
  await window.pictures("completion");
  await (await window.see('.suggest-widget.visible .monaco-list-row:has-text("XGBoostModelEval")')).click();
  await window.text('EVALUATION');
  assert.match(await window.page.locator(".editor-instance .view-lines").first().innerText(), /get_config_class_name\("XGBoostModelEval"\)/);
}

async function problems({ window }: Scene): Promise<void> {
  await window.page.keyboard.press("Control+Shift+M");
  await window.see('.markers-panel .monaco-list-row:has-text("CUR101")');
  await window.pictures("problems");
  await window.run("workbench.action.closePanel");
}

async function status({ window }: Scene): Promise<void> {
  await window.hover(await window.see(LANGUAGE_STATUS));
  await window.see(`.hover-language-status:has-text("conflict")`);
  await window.pictures("status");
}

export const LOOKS: Seen = {
  group: "looks",
  // As it is installed: with the server inside.
  profile: () => ({ machine: {}, env: { PYTHONPATH: undefined } }),
  prepare: (folder) => brokenRegistries(path.join(folder, "shop-pipelines")),
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, WEEKLY))]],
  tests: {
    "a misspelt name is underlined": squiggle,
    "hovering tells what is wrong, and what a step is": hover,
    "the light bulb offers the fix": quickFix,
    "completion offers the names, and accepting one makes a valid call": completion,
    "the Problems panel lists every file": problems,
    "the status item tells what is seen": status,
  },
};
