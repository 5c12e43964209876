// A settings file with mistakes, looked at and typed in: what is wrong stands where it is, and nothing pops up again.
import assert from "node:assert/strict";
import path from "node:path";
import { copyFixture } from "../lib/checkouts.ts";
import type { Scene, Seen } from "../lib/seen.ts";

const SETTINGS = "cursus-registry.toml";

async function opened({ window }: Scene): Promise<void> {
  await window.see(".squiggly-warning, .squiggly-error");
  await window.hover(await window.see('.squiggly-warning, .squiggly-error'));
  await window.see('.monaco-hover:has-text("ignore")');
  await window.pictures("settings", ["light"]);
  const said = await window.notifications();
  assert(said.length <= 1, JSON.stringify(said));
}

/** No TOML at all any more, key by key, and back again. */
async function typed({ window }: Scene): Promise<void> {
  const { keyboard } = window.page;
  await window.run("notifications.clearAll");
  await window.click("severity");
  await keyboard.press("End");
  await keyboard.press("Backspace");
  await window.see(".squiggly-error");
  await window.pictures("no-toml", ["light"]);
  await keyboard.type("]\n[[[", { delay: 30 });
  await window.see(".squiggly-error");
  await window.page.waitForTimeout(2000); // for a message, if there were one
  assert.deepEqual(await window.notifications(), []);
}

export const SETTINGS_FILE: Seen = {
  group: "broken settings",
  prepare: (folder) => copyFixture("broken", path.join(folder, "shop-pipelines")),
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, SETTINGS))]],
  tests: {
    "mistakes stand where they are, and at most one message tells of them": opened,
    "nothing pops up while it is typed in": typed,
  },
};
