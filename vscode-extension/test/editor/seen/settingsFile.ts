// A settings file with mistakes, looked at and typed in: what is wrong stands where it is, and nothing pops up beside it.
import assert from "node:assert/strict";
import path from "node:path";
import { copyFixture } from "../lib/checkouts.ts";
import type { Scene, Seen } from "../lib/seen.ts";

const SETTINGS = "cursus-registry.toml";
const WEEKLY = "weekly_training.py";

/** With another file open: one message, which names the file as a person would. */
async function told({ window, place }: Scene): Promise<void> {
  await window.see(".squiggly-warning");
  await window.see(`.notification-toast:has-text("${SETTINGS}")`);
  await window.page.waitForTimeout(1000); // for a second message, if there were one
  const said = await window.notifications();
  assert.equal(said.length, 1, JSON.stringify(said));
  assert(!said[0]?.includes(place), said[0]);
  await window.see(".notification-toast .codicon-warning");
  await window.pictures("message", ["light"]);
}

async function stands({ window }: Scene): Promise<void> {
  await window.run("notifications.clearAll");
  await window.openFile(SETTINGS);
  await window.hover(await window.see(".squiggly-error"));
  await window.see('.monaco-hover:has-text("ignroe"):has-text("ignore")');
  await window.pictures("settings", ["light"]);
  assert.deepEqual(await window.notifications(), []);
}

/** No TOML at all any more, key by key, and again another text. */
async function typed({ window }: Scene): Promise<void> {
  const { keyboard } = window.page;
  await window.click("severity");
  await keyboard.press("End");
  await keyboard.press("Backspace");
  await window.see(".squiggly-error");
  await window.pictures("no-toml", ["light"]);
  await keyboard.type("]\n[[[", { delay: 30 });
  await window.see(".squiggly-error");
  await window.run("workbench.action.files.saveAll");
  await window.page.waitForTimeout(2000); // for a message, if there were one
  assert.deepEqual(await window.notifications(), []);
}

export const SETTINGS_FILE: Seen = {
  group: "broken settings",
  prepare: (folder) => copyFixture("broken", path.join(folder, "shop-pipelines")),
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, "pipelines", WEEKLY))]],
  tests: {
    "with another file open, one message names the settings file": told,
    "mistakes stand where they are": stands,
    "nothing pops up while it is typed in and saved": typed,
  },
};
