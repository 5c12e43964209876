// Servers of other versions than the extension: said in the status, once, and everything that they can still works.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { brokenRegistries } from "../lib/checkouts.ts";
import { PYTHON } from "../lib/places.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { LANGUAGE_STATUS } from "../lib/window.ts";
import { quiet } from "./fresh.ts";

const WEEKLY = "pipelines/weekly_training.py";

/** Starts the server as if it were of another version; an older one does not know the younger commands. */
const STAND_IN = `import sys

import cursus_registry.version

cursus_registry.version.__version__ = sys.argv.pop(1)
if cursus_registry.version.__version__ < "0.1":
    from cursus_registry.lsp import greeting

    YOUNG = {"cursusRegistry.overview", "cursusRegistry.registryTree"}
    load_offers = greeting.load_offers

    def fewer():
        offers = load_offers()
        known = offers["executeCommandProvider"]
        known["commands"] = [name for name in known["commands"] if name not in YOUNG]
        return offers

    greeting.load_offers = fewer
from cursus_registry.cli import main

main()
`;

function standIn(folder: string): string {
  return path.join(folder, "server.py");
}

/** In the status, with a warning; and no word besides. */
async function said(scene: Scene, pattern: RegExp, picture: string): Promise<void> {
  const { window } = scene;
  await window.see(".squiggly-warning");
  await window.hover(await window.see(LANGUAGE_STATUS));
  const status = await window.see('.hover-language-status:has-text("than the extension")');
  const text = await status.innerText();
  assert.match(text, pattern);
  assert.equal(text.split("than the extension").length, 2, text);
  await window.pictures(picture, ["light"]);
  await works(scene);
  await quiet(scene);
}

async function works({ window }: Scene): Promise<void> {
  await window.hover(await window.text("TabularPreprocessing"));
  await window.see('.monaco-hover:has-text("TabularPreprocessingStepBuilder")');
}

async function newer(scene: Scene): Promise<void> {
  await said(scene, /the server \(9\.9\.9\) is newer than the extension/, "newer");
}

/** The setting is changed while the newer one runs. */
async function older(scene: Scene): Promise<void> {
  const { window, place } = scene;
  await window.run("workbench.action.files.saveAll");
  await window.set("cursusRegistry.path", [PYTHON, standIn(path.dirname(place)), "0.0.9", "lsp"]);
  await window.gone(".squiggly-warning");
  await said(scene, /the server \(0\.0\.9\) is older than the extension/, "older");
}

/** What an older server does not know is said when it is asked for, in one sentence. */
async function refused({ window }: Scene): Promise<void> {
  await window.page.keyboard.press("Escape");
  await window.command("Show Health Report");
  await window.see(".notification-toast");
  await window.pictures("refused", ["light"]);
  const notes = await window.notifications();
  assert.equal(notes.length, 1, JSON.stringify(notes));
  assert.match(notes[0] ?? "", /Cursus Registry: the server \(0\.0\.9\) does not know/);
}

export const VERSIONS: Seen = {
  group: "other version",
  profile(folder) {
    fs.writeFileSync(standIn(folder), STAND_IN);
    return { machine: { "cursusRegistry.path": [PYTHON, standIn(folder), "9.9.9", "lsp"] } };
  },
  prepare: (folder) => brokenRegistries(path.join(folder, "shop-pipelines")),
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, WEEKLY))]],
  tests: {
    "a newer server works, and the status says that it is newer": newer,
    "an older server works, too, and the status says that it is older": older,
    "what an older server does not know is refused in one sentence": refused,
  },
};
