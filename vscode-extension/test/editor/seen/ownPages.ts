// The page that VS Code has about the extension: its walkthrough, with the pictures in it.
import path from "node:path";
import type { Locator } from "playwright-core";
import { brokenRegistries } from "../lib/checkouts.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { until } from "../lib/waiting.ts";

const ID = "cursus-registry.cursus-registry";
const STEPS = ["open", "findings", "names", "collisions", "workspace"];

/** Whether a picture has come. */
function isThere(picture: Locator): Promise<boolean> {
  return picture.evaluate((one) => one instanceof HTMLImageElement && one.complete && one.naturalWidth > 100);
}

function source(picture: Locator): Promise<string> {
  return picture.evaluate((one) => (one as HTMLImageElement).currentSrc);
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
    await until(async () => (await isThere(picture)) && !seen.has(await source(picture)), () => [...seen], 60);
    seen.add(await source(picture));
    if (step === "open") {
      await window.see(`.getting-started-step[data-step-id="${ID}#start#open"] .codicon.complete`); // done, since the folder is open
    }
    await window.pictures(`walkthrough-${step}`, step === "open" ? undefined : ["light"]);
  }
}

export const OWN_PAGES: Seen = {
  group: "own pages",
  prepare: (folder) => brokenRegistries(path.join(folder, "shop-pipelines")),
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, "pipelines/weekly_training.py"))]],
  tests: { "each step of the walkthrough shows its own picture": walkthrough },
};
