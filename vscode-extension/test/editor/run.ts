// Runs the editor tests: `run.ts [GROUP…] [--only PART-OF-A-NAME]`; without a group all of them. `--list` names the groups;
// `--tour` puts the pictures that docs/tour.md shows into docs/tour/, and those that the extension ships into its media/.
import { parseArgs } from "node:util";
import fs from "node:fs";
import path from "node:path";
import { HOSTED } from "./groups.ts";
import { startBrowser } from "./lib/browser.ts";
import { bundleHost } from "./lib/bundle.ts";
import { runHosted } from "./lib/hosted.ts";
import { scratch } from "./lib/places.ts";
import { Report } from "./lib/report.ts";
import { runSeen } from "./lib/seen.ts";
import { refreshShipped } from "./lib/shipped.ts";
import { refreshTour } from "./lib/tour.ts";
import { SEEN } from "./seen/index.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", default: "" },
    list: { type: "boolean", default: false },
    tour: { type: "boolean", default: false },
  },
});
const groups = [...HOSTED, ...SEEN].map((one) => one.group);
const unknown = positionals.filter((one) => !groups.includes(one));
if (unknown.length > 0) {
  throw new Error(`there is no group ${unknown.join(", ")}, but ${groups.join(", ")}`);
}
if (values.list) {
  console.log(groups.join("\n"));
  process.exit();
}
const report = new Report();
const work = scratch("editor-tests");
const wanted = (group: string): boolean => positionals.length === 0 || positionals.includes(group);

try {
  const tests = await bundleHost(path.join(work, "host.cjs"));
  const browser = await startBrowser();
  try {
    for (const hosted of HOSTED.filter((one) => wanted(one.group))) {
      await runHosted(hosted, browser, tests, path.join(work, hosted.group, "checkout"), report, values.only);
    }
    for (const seen of SEEN.filter((one) => wanted(one.group))) {
      await runSeen(seen, browser, path.join(work, seen.group), report, values.only);
    }
  } finally {
    await browser.close();
  }
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
if (values.tour && report.failed === 0) {
  refreshTour(groups.filter(wanted));
  refreshShipped(groups.filter(wanted));
}
console.log(`${report.passed} passed, ${report.failed} failed`);
process.exitCode = report.failed === 0 && report.passed > 0 ? 0 : 1;
