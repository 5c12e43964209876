// Tests of what a person sees of the packed extension: one window for a group of tests, in order; a failure leaves a picture.
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { Editor, type Profile } from "./editor.ts";
import { artifacts, packed } from "./places.ts";
import type { Report } from "./report.ts";
import { Window } from "./window.ts";

/** What a test has in its hands. */
export interface Scene {
  readonly window: Window;
  readonly editor: Editor;
  /** What was opened: a folder or a workspace file. */
  readonly place: string;
  /** Where this is in the editor: another window can be opened there, or this one again. */
  address(): string;
  /** One more window of the same editor, with the same in it. */
  another(): Promise<Window>;
}

export interface Seen {
  readonly group: string;
  readonly profile?: (folder: string) => Profile;
  /** Makes what is opened, and returns it. */
  prepare(folder: string): string;
  /** Part of the address that a person would bring along, such as a file to open. */
  payload?(editor: Editor, place: string): readonly (readonly [string, string])[];
  /** A test may return what was seen: for the table of editors. */
  readonly tests: Readonly<Record<string, (scene: Scene) => Promise<string | void>>>;
}

export async function runSeen(seen: Seen, browser: Browser, folder: string, report: Report, only: string): Promise<void> {
  const { group } = seen;
  const kept = artifacts(group);
  const place = seen.prepare(folder);
  const profile = { vsix: packed(), ...seen.profile?.(folder) };
  const editor = await Editor.start(profile, kept);
  const pages: Page[] = [];
  try {
    const page = await editor.page(browser);
    const window = new Window(page, editor.home, kept);
    const address = (): string => editor.address(place, seen.payload?.(editor, place) ?? []);
    const another = async (): Promise<Window> => {
      const added = await editor.page(browser);
      pages.push(added);
      const one = new Window(added, editor.home, kept);
      await one.load(address());
      return one;
    };
    await window.load(address());
    for (const [test, body] of Object.entries(seen.tests).filter(([name]) => name.includes(only))) {
      const start = Date.now();
      const { saw, error } = await outcome(body({ window, editor, place, address, another }));
      report.add({ group, test, milliseconds: Date.now() - start, ...(saw === undefined ? {} : { saw }), ...(error === undefined ? {} : { error }) });
      if (error !== undefined) {
        await page.screenshot({ path: path.join(kept, `failed-${test.replaceAll(/\W+/g, "-")}.png`) });
        break; // What comes after it begins with what it should have left.
      }
    }
    await Promise.all([page, ...pages].map((one) => one.context().close()));
  } finally {
    await editor.close();
  }
}

async function outcome(test: Promise<string | void>): Promise<{ saw?: string; error?: string }> {
  try {
    const saw = await test;
    return saw === undefined ? {} : { saw };
  } catch (error) {
    return { error: String(error) };
  }
}
