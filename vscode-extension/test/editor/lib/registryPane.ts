// The Registry view as a person sees it: its rows with their words, what opens them, and the buttons beside them.
import type { Locator } from "playwright-core";
import { eventually } from "./waiting.ts";
import type { Window } from "./window.ts";

const CONTAINER = '[id="workbench.view.extension.cursusRegistry"]';
const ROW = `${CONTAINER} .monaco-list-row`;
/** Longer than VS Code and the view collect changes before the tree is filled again. */
const REST_MS = 1000;

export interface Row {
  readonly level: number;
  readonly name: string;
  readonly description: string;
  /** What a screen reader says. */
  readonly spoken: string;
}

export class RegistryPane {
  readonly #window: Window;

  constructor(window: Window) {
    this.#window = window;
  }

  /** Shows the view by its icon in the activity bar. */
  async open(): Promise<void> {
    const icon = await this.#window.see('.activitybar .action-item:has(.action-label[aria-label^="Cursus Registry"])');
    if (!(await this.#window.page.locator(CONTAINER).isVisible())) {
      await icon.click();
    }
    await this.#window.see(CONTAINER);
  }

  /** All rows that are there now; the view shows about thirty. */
  async rows(): Promise<Row[]> {
    const rows = await this.#window.page.locator(ROW).evaluateAll((all) =>
      all.map((one) => ({
        top: (one as HTMLElement).offsetTop,
        level: Number(one.getAttribute("aria-level")),
        name: one.querySelector(".label-name")?.textContent ?? "",
        description: one.querySelector(".label-description")?.textContent ?? "",
        spoken: one.getAttribute("aria-label") ?? "",
      })),
    );
    return rows.sort((one, other) => one.top - other.top).map(({ top: _, ...row }) => row);
  }

  /** The rows right below another one. */
  async below(spoken: string): Promise<Row[]> {
    const rows = await this.rows();
    const at = rows.findIndex((row) => row.spoken.startsWith(spoken));
    const parent = rows[at];
    if (parent === undefined) {
      throw new Error(`no row '${spoken}' among ${JSON.stringify(rows.map((row) => row.spoken))}`);
    }
    const end = rows.findIndex((row, number) => number > at && row.level <= parent.level);
    return rows.slice(at + 1, end < 0 ? undefined : end).filter((row) => row.level === parent.level + 1);
  }

  /** A row by the beginning of what is said of it. */
  async row(spoken: string): Promise<Locator> {
    return this.#window.see(`${ROW}[aria-label^="${spoken}"]`);
  }

  async expand(spoken: string): Promise<void> {
    await this.#turn(spoken, "true");
  }

  async collapse(spoken: string): Promise<void> {
    await this.#turn(spoken, "false");
  }

  async #turn(spoken: string, expanded: "true" | "false"): Promise<void> {
    const row = await this.row(spoken);
    if ((await row.getAttribute("aria-expanded")) !== expanded) {
      await row.click();
      await this.#window.see(`${ROW}[aria-label^="${spoken}"][aria-expanded="${expanded}"]`);
    }
  }

  /**
   * Presses a button that is beside a row while the mouse is over it, once the tree is at rest: VS Code drops a click on
   * a row that it fills again.
   */
  async press(spoken: string, button: string): Promise<void> {
    await this.#window.settled();
    await this.#window.page.waitForTimeout(REST_MS);
    const row = await this.row(spoken);
    await row.hover();
    await row.locator(`.action-label[aria-label^="${button}"]`).click();
  }

  /** Presses a button over the view, and takes the mouse away: what the button is called would hide the first row. */
  async pressTitle(button: string): Promise<void> {
    await this.#window.page.locator(CONTAINER).first().hover();
    await (await this.#window.see(`.part.sidebar .action-label[aria-label^="${button}"]`)).click();
    await this.#window.page.mouse.move(700, 600);
    await this.#window.gone(".context-view .hover-contents");
  }

  /** What is said of the row that is selected. */
  async selected(): Promise<string[]> {
    return this.#window.page.locator(`${ROW}.selected`).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
  }

  /** The rows below another one as soon as they are those that are expected. */
  async holds(spoken: string, expected: (rows: readonly Row[]) => void): Promise<void> {
    await eventually(async () => {
      expected(await this.below(spoken));
    });
  }
}
