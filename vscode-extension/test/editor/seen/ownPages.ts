// The pages that VS Code has about the extension: its walkthrough and its README, with the pictures in them.
import assert from "node:assert/strict";
import path from "node:path";
import type { Locator } from "playwright-core";
import { brokenRegistries } from "../lib/checkouts.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { until } from "../lib/waiting.ts";

const ID = "cursus-registry.cursus-registry";
const STEPS = ["open", "findings", "names", "collisions", "workspace"];
const PICTURES_OF_README = 4;

/** Whether a picture has come. */
function isThere(picture: Locator): Promise<boolean> {
  return picture.evaluate((one) => one instanceof HTMLImageElement && one.complete && one.naturalWidth > 100);
}

async function walkthrough({ window }: Scene): Promise<void> {
  await window.see('.activitybar .action-label[aria-label^="Cursus Registry"]'); // the extension is active
  await window.run("workbench.action.openWalkthrough", `${ID}#start`);
  await window.run("workbench.action.closeSidebar"); // pictures are shown where there is room
  const seen = new Set<string>();
  for (const step of STEPS) {
    const row = await window.see(`.getting-started-step[data-step-id="${ID}#start#${step}"]`);
    if ((await row.getAttribute("aria-expanded")) !== "true" && !(await row.evaluate((one) => one.classList.contains("expanded")))) {
      await row.click();
    }
    const picture = await window.see(".getting-started-media img");
    await until(() => isThere(picture), () => picture.getAttribute("src"));
    await until(async () => !seen.has((await picture.getAttribute("src")) ?? ""), () => [...seen]);
    seen.add((await picture.getAttribute("src")) ?? "");
    await window.pictures(`walkthrough-${step}`, step === "open" ? undefined : ["light"]);
  }
}

async function page({ window }: Scene): Promise<void> {
  await window.run("extension.open", ID);
  await window.see(".extension-editor");
  const pictures = async (): Promise<boolean[]> => {
    const shown = window.page.frames().map(async (frame) => Promise.all((await frame.locator("img[src^='data:image/png']").all()).map(isThere)));
    return (await Promise.all(shown)).flat();
  };
  await until(async () => (await pictures()).filter(Boolean).length === PICTURES_OF_README, pictures);
  assert((await pictures()).every(Boolean));
  await window.pictures("readme", ["light"]);
}

export const OWN_PAGES: Seen = {
  group: "own pages",
  prepare: (folder) => brokenRegistries(path.join(folder, "shop-pipelines")),
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, "pipelines/weekly_training.py"))]],
  tests: { "each step of the walkthrough shows its own picture": walkthrough, "the extension's page shows its pictures": page },
};
