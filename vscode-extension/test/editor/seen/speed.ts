// How long a person waits from opening the folder until the first squiggle, beside what the server takes by itself.
import path from "node:path";
import { copyFixture } from "../lib/checkouts.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { serverAlone } from "../lib/startup.ts";

const WEEKLY = "pipelines/weekly_training.py";

async function reload({ window, editor, place }: Scene): Promise<void> {
  const address = editor.address(place, [["openFile", editor.remote(path.join(place, WEEKLY))]]);
  const times: { text: number; squiggle: number }[] = [];
  for (let time = 0; time < 3; time++) {
    await window.page.goto("about:blank");
    const start = performance.now();
    await window.load(address);
    await window.text("XGBoostTrainng");
    const text = performance.now() - start;
    await window.see(".squiggly-warning");
    times.push({ text, squiggle: performance.now() - start });
  }
  const alone: number[] = [];
  for (let time = 0; time < 3; time++) {
    alone.push(await serverAlone(place, path.join(place, WEEKLY)));
  }
  const best = (all: readonly number[]): string => `${(Math.min(...all) / 1000).toFixed(2)} s`;
  console.log(
    `       folder opened → its text on the screen: ${best(times.map((one) => one.text))}; → the first squiggle: ` +
      `${best(times.map((one) => one.squiggle))}; from the text to the squiggle: ${best(times.map((one) => one.squiggle - one.text))}; ` +
      `the server alone, start → first diagnostics: ${best(alone)} (best of three)`,
  );
}

export const SPEED: Seen = {
  group: "speed",
  prepare: (folder) => copyFixture("broken", path.join(folder, "shop-pipelines")),
  tests: { "the first squiggle comes soon after the folder was opened": reload },
};
