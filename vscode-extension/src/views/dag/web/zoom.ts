// How large the drawings are: fitted to the page until a person says otherwise. The page itself scrolls.
import { scaleIn, type Placed, type Room } from "../layout";

const STEP = 1.25;
const LEAST = 0.05;
const MOST = 4;
const MARGINS = 34;
const ABOVE = 150;

/** The room for a drawing on the page: without its margins, and what stands above. */
export function roomOf(): Room {
  return { width: document.documentElement.clientWidth - MARGINS, height: window.innerHeight - ABOVE };
}

export class Zoom {
  private scale = 1;
  private fitted = true;
  private pictures: { svg: SVGSVGElement; placed: Placed }[] = [];

  /** New pictures are there; `fresh` ones are fitted, others keep their size. */
  attach(root: HTMLElement, placed: readonly Placed[], fresh: boolean): void {
    this.pictures = [...root.querySelectorAll<SVGSVGElement>("svg.dag")].flatMap((svg, number) => {
      const one = placed[number];
      return one === undefined ? [] : [{ svg, placed: one }];
    });
    root.querySelectorAll<HTMLElement>(".canvas").forEach((canvas) => {
      canvas.addEventListener(
        "wheel",
        (event) => {
          if (event.ctrlKey || event.metaKey) {
            event.preventDefault();
            this.run(event.deltaY < 0 ? "in" : "out");
          }
        },
        { passive: false },
      );
    });
    this.fitted = this.fitted || fresh;
    this.refit();
  }

  run(command: string): void {
    if (command === "fit") {
      this.fitted = true;
      this.refit();
    } else {
      this.fitted = false;
      this.apply(this.scale * (command === "in" ? STEP : 1 / STEP));
    }
  }

  /** The page has another size: what was fitted to it is fitted again. */
  refit(): void {
    if (!this.fitted) {
      this.apply(this.scale);
      return;
    }
    this.apply(scaleIn(this.pictures.map(({ placed }) => placed), roomOf()));
  }

  private apply(scale: number): void {
    this.scale = Math.min(MOST, Math.max(LEAST, scale));
    for (const { svg, placed } of this.pictures) {
      svg.setAttribute("width", String(Math.floor(placed.width * this.scale)));
      svg.setAttribute("height", String(Math.floor(placed.height * this.scale)));
    }
  }
}
