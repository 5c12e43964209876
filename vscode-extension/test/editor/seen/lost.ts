// A server that is killed again and again: it comes back, then the editor gives up and says so, and a click brings it back.
import path from "node:path";
import { brokenRegistries } from "../lib/checkouts.ts";
import { PYTHON } from "../lib/places.ts";
import { commandLines, kill, languageServers, oneServer } from "../lib/processes.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { until } from "../lib/waiting.ts";
import { LANGUAGE_STATUS } from "../lib/window.ts";

const WEEKLY = "pipelines/weekly_training.py";

async function killed({ window, editor }: Scene): Promise<void> {
  await window.see(".squiggly-warning");
  for (let time = 0; time < 2; time++) {
    kill(await oneServer(editor.group));
    await window.gone(".squiggly-warning");
    await window.see(".squiggly-warning");
  }
  kill(await oneServer(editor.group));
  await window.see(".notification-toast");
  await window.pictures("gave-up");
  const said = await window.notifications();
  if (said.length !== 1 || !/server/i.test(said[0] ?? "")) {
    throw new Error(`it should be said once: ${JSON.stringify(said)}`);
  }
}

async function restarted({ window }: Scene): Promise<void> {
  await window.run("notifications.clearAll");
  await window.hover(await window.see(LANGUAGE_STATUS));
  await (await window.see('.hover-language-status a:has-text("Restart")')).click();
  await window.see(".squiggly-warning");
}

async function palette({ window, editor }: Scene): Promise<void> {
  const { group } = editor;
  const before = await oneServer(group);
  await window.page.keyboard.press("Escape");
  await window.command("Cursus Registry: Restart Server");
  await until(() => !languageServers(group).includes(before), () => commandLines(group));
  await window.see(".squiggly-warning");
}

/** What ends before it has said a word; the library's own messages would come on top. */
async function stillborn(scene: Scene): Promise<void> {
  const { window } = scene;
  await window.run("notifications.clearAll");
  await window.set("cursusRegistry.path", [PYTHON, "-c", "raise SystemExit('not today')", "lsp"]);
  await window.see(".notification-toast");
  await window.page.waitForTimeout(2000); // for a second message, if there were one
  await window.pictures("stillborn", ["light"]);
  const said = await window.notifications();
  if (said.length !== 1 || !/ended by itself/.test(said[0] ?? "")) {
    throw new Error(`it should be said once: ${JSON.stringify(said)}`);
  }
}

export const LOST: Seen = {
  group: "lost",
  prepare: (folder) => brokenRegistries(path.join(folder, "shop-pipelines")),
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, WEEKLY))]],
  tests: {
    "a server that is killed twice comes back; the third time it is said, once": killed,
    "the status item brings it back": restarted,
    "the palette's restart starts another one": palette,
    "a server that cannot even start is told of once": stillborn,
  },
};
