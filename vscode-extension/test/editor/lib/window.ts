// A window as a person sees and uses it: keys, the mouse, what is on the screen, and pictures of it.
import fs from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Position } from "./cli.ts";
import { perform } from "./stage.ts";

const THEMES = {
  light: { name: "Light Modern", mark: "vs" },
  dark: { name: "Dark Modern", mark: "vs-dark" },
  contrast: { name: "Default High Contrast", mark: "hc-black" },
} as const;
type Theme = keyof typeof THEMES;

/** The braces in the status bar; what extensions say of the file is behind them. */
export const LANGUAGE_STATUS = '[id="status.languageStatus"]';

const PATIENCE = 60_000;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export class Window {
  readonly page: Page;
  readonly #home: string;
  readonly #artifacts: string;

  constructor(page: Page, home: string, artifacts: string) {
    this.page = page;
    this.#home = home;
    this.#artifacts = artifacts;
    page.setDefaultTimeout(PATIENCE);
  }

  /** Loads the window; returns when its workbench is there. */
  async load(address: string): Promise<void> {
    await this.page.goto(address, { waitUntil: "commit" });
    await this.page.waitForSelector(".monaco-workbench .part.editor");
  }

  /** What stands on the screen and fits the selector, as soon as it does. */
  async see(selector: string): Promise<Locator> {
    const seen = this.page.locator(`${selector} >> visible=true`).first();
    await seen.waitFor();
    return seen;
  }

  async gone(selector: string): Promise<void> {
    await this.page.locator(`${selector} >> visible=true`).first().waitFor({ state: "hidden" });
  }

  /** Opens a file by its name, as Ctrl+P does. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press("Control+P");
    await this.#choose(name, name);
    await this.see(`.tab.active[aria-label*="${name}"], .tab.active:has-text("${name}")`);
  }

  /** Runs a command of the palette. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.#choose(title, title);
  }

  /** Begins a command of the palette that asks something; it is there when it asks under this title. */
  async begin(title: string, question: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await (await this.see(".quick-input-widget input")).pressSequentially(title);
    await (await this.see(`.quick-input-list .monaco-list-row:has-text("${title}")`)).click();
    await this.asked(question);
  }

  async asked(question: string): Promise<void> {
    await this.see(`.quick-input-title:has-text("${question}")`);
  }

  /** Clicks an entry of the list that a command shows. */
  async pick(label: string): Promise<void> {
    await (await this.see(`.quick-input-list .monaco-list-row:has-text("${label}")`)).click();
  }

  /** What the list that is shown offers. */
  async offered(): Promise<string[]> {
    await this.see(".quick-input-list .monaco-list-row");
    return this.page.locator(".quick-input-list .monaco-list-row >> visible=true").allInnerTexts();
  }

  /** Types into the input box that a command shows. */
  async fill(text: string): Promise<void> {
    await (await this.see(".quick-input-widget input")).fill(text);
  }

  async #choose(typed: string, row: string): Promise<void> {
    const input = await this.see(".quick-input-widget input");
    await input.pressSequentially(typed);
    const found = await this.see(`.quick-input-list .monaco-list-row:has-text("${row}")`);
    await found.click();
    await this.gone(".quick-input-widget");
  }

  /** Where a text stands in the editor that is shown. */
  async text(text: string): Promise<Locator> {
    return this.see(`.editor-instance .view-line span span:has-text("${text}")`);
  }

  /** The cursor into a text. */
  async click(text: string): Promise<void> {
    await this.#nothingInTheWay();
    await (await this.text(text)).click();
  }

  /** The mouse over the middle of something, slowly enough to be noticed. */
  async hover(over: Locator): Promise<void> {
    await this.#nothingInTheWay();
    const area = await this.area(over);
    await this.page.mouse.move(area.x + area.width / 2 + 30, area.y + 60);
    await this.page.mouse.move(area.x + area.width / 2, area.y + area.height / 2, { steps: 8 });
  }

  /** The cursor is in the editor that has the focus: at this place of this file. */
  async isAt(file: string, { line, column }: Position): Promise<void> {
    await this.see(`.editor-group-container.active .tab.active[aria-label*="${path.basename(file)}"]`);
    await this.see(`[id="status.editor.selection"] >> text=/Ln ${String(line)}, Col ${String(column)}\\b/`);
  }

  /** What an earlier hover left is closed. */
  async #nothingInTheWay(): Promise<void> {
    await this.page.mouse.move(700, 600);
    await this.page.keyboard.press("Escape");
    await this.gone(".monaco-editor .monaco-hover, .monaco-resizable-hover");
  }

  async area(of: Locator): Promise<Area> {
    const area = await of.boundingBox();
    if (area === null) {
      throw new Error("what should be seen is not on the screen");
    }
    return area;
  }

  /** Pictures of the window as it is, or of a part of it, in every theme; it ends in the light one. */
  async pictures(name: string, themes: readonly Theme[] = ["dark", "contrast", "light"], area?: Area): Promise<void> {
    for (const theme of themes) {
      await this.paint(theme);
      await this.settled();
      fs.writeFileSync(path.join(this.#artifacts, `${name}-${theme}.png`), await this.#still(area));
    }
  }

  /** A picture that is the same as the one before it: nothing moves any more, and all colours have come. */
  async #still(area?: Area): Promise<Buffer> {
    const clip = area === undefined ? {} : { clip: area };
    const take = (): Promise<Buffer> => this.page.screenshot({ animations: "disabled", caret: "hide", ...clip });
    let last = await take();
    for (let time = 0; time < 20; time++) {
      await this.page.waitForTimeout(250);
      const next = await take();
      if (next.equals(last)) {
        return next;
      }
      last = next;
    }
    throw new Error("the window does not come to rest");
  }

  /** Another theme, as if the user had changed the setting; what is open stays open. */
  async paint(theme: Theme): Promise<void> {
    await this.set("workbench.colorTheme", THEMES[theme].name);
    await this.page.locator(`.monaco-workbench.${THEMES[theme].mark}`).waitFor();
  }

  /** Runs a command by its id, without the palette. */
  async run(command: string, ...args: readonly unknown[]): Promise<void> {
    await perform(this.#home, { command, args });
  }

  /** Changes a setting, as if the user had. */
  async set(setting: string, value: unknown): Promise<void> {
    await perform(this.#home, { setting, value });
  }

  /** Nothing turns, and nothing is announced as loading. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(() => {
      const shown = (one: Element): boolean => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      return ![...document.querySelectorAll(".monaco-progress-container.active, .codicon-modifier-spin")].some(shown);
    });
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }

  /** The texts of all notifications that are shown. */
  async notifications(): Promise<string[]> {
    return this.page.locator(".notification-toast .notification-list-item-message").allInnerTexts();
  }
}
