// Tests inside the extension host: one window, many tests; each result comes through a file, line by line.
import fs from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { Editor, type Profile } from "./editor.ts";
import { EXTENSION, artifacts } from "./places.ts";
import type { Report, Result } from "./report.ts";

export interface Hosted {
  readonly group: string;
  readonly profile?: Profile;
  /** Makes what is opened, and returns it: a folder or a workspace file. */
  prepare(folder: string): string;
}

const PATIENCE = 240_000;

/** Runs a group of tests; `only` is part of the names of those that are wanted. */
export async function runHosted(hosted: Hosted, browser: Browser, tests: string, folder: string, report: Report, only: string): Promise<void> {
  const { group } = hosted;
  const kept = artifacts(group);
  const results = path.join(kept, "results.jsonl");
  fs.writeFileSync(results, "");
  const place = hosted.prepare(folder);
  const env = { CURSUS_TEST_GROUP: group, CURSUS_TEST_RESULTS: results, CURSUS_TEST_FOLDER: folder, CURSUS_TEST_ONLY: only, ...hosted.profile?.env };
  const editor = await Editor.start({ ...hosted.profile, driver: true, env }, kept);
  const started = Date.now();
  let end: string;
  try {
    end = await inWindow(editor, browser, place, tests, kept);
  } finally {
    await editor.close();
  }
  const lines = fs.readFileSync(results, "utf8").split("\n").filter((line) => line !== "");
  for (const line of lines) {
    report.add(JSON.parse(line) as Result);
  }
  if (end !== "ended") {
    report.add({ group, test: "the window ran all tests", milliseconds: Date.now() - started, error: end });
  }
}

async function inWindow(editor: Editor, browser: Browser, place: string, tests: string, kept: string): Promise<string> {
  const page = await editor.page(browser);
  const ended = Promise.withResolvers<string>();
  await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
    fs.appendFileSync(path.join(kept, "host.log"), `${type} ${args.map(String).join(" ")}\n`);
  });
  await page.exposeFunction("codeAutomationExit", (code: number) => ended.resolve(code === 0 ? "ended" : `the window ended with ${code}; see host.log`));
  const late = setTimeout(() => ended.resolve(`no end after ${PATIENCE / 1000} s`), PATIENCE);
  try {
    await page.goto(editor.address(place, [
      ["extensionDevelopmentPath", editor.remote(EXTENSION)],
      ["extensionTestsPath", editor.remote(tests)],
    ]));
    const end = await ended.promise;
    if (end !== "ended") {
      await page.screenshot({ path: path.join(kept, "failed.png") });
    }
    return end;
  } finally {
    clearTimeout(late);
    await page.context().close();
  }
}
