// Chromium without a window, which asks nobody but the editor.
import { chromium, type Browser } from "playwright-core";
import { BROWSER } from "./places.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: BROWSER, headless: true, args: FLAGS });
}
