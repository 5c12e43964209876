// The page of a webview, which VS Code loads in frames within frames, and anew whenever it comes to the front.
import type { Frame } from "playwright-core";
import { eventually } from "./waiting.ts";
import type { Window } from "./window.ts";

/** The frame that has something which fits the selector, as soon as there is one. */
export async function frameWith(window: Window, selector: string): Promise<Frame> {
  return eventually(async () => {
    for (const frame of window.page.frames()) {
      if (await has(frame, selector)) {
        return frame;
      }
    }
    throw new Error(`no webview has '${selector}'`);
  });
}

async function has(frame: Frame, selector: string): Promise<boolean> {
  try {
    return (await frame.locator(selector).count()) > 0;
  } catch (error) {
    if (frame.isDetached() || /detached|destroyed|navigat/i.test(String(error))) {
      return false;
    }
    throw error;
  }
}

/** The texts of all that fits the selector, without blanks around them. */
export async function texts(frame: Frame, selector: string): Promise<string[]> {
  return (await frame.locator(selector).allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " ").trim());
}
