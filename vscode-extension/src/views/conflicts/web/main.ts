// The page of the Conflicts panel: shows what the extension sends, and tells it what a person does.
import type { FixKind } from "../../protocol";
import type { FromPage, Shown } from "../messages";
import { pageOf } from "../render";

interface Host {
  postMessage(message: FromPage): void;
}

declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const root = document.getElementById("root") ?? document.body;
let drawn = "";

window.addEventListener("message", ({ data }: MessageEvent<Shown>) => {
  draw(data);
  if (data.focus !== undefined) {
    const section = [...root.querySelectorAll<HTMLElement>("section")].find((one) => one.dataset["name"] === data.focus);
    section?.scrollIntoView({ block: "start" });
    section?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
  }
});
root.addEventListener("click", (event) => {
  const { toggle, go, fix, definition, name } = (event.target as Element).closest<HTMLElement>("button")?.dataset ?? {};
  if (toggle !== undefined) {
    host.postMessage({ type: "toggle", name: toggle });
  } else if (go !== undefined && definition !== undefined) {
    host.postMessage({ type: "go", name: go, definition });
  } else if (fix !== undefined && definition !== undefined && name !== undefined) {
    host.postMessage({ type: "fix", name, definition, kind: fix as FixKind });
  }
});
root.addEventListener("mousedown", (event) => {
  if ((event.target as Element).closest("[data-go], [data-fix]") !== null) {
    event.preventDefault(); // the click leads to an editor, from which the page would take the focus again
  }
});
root.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset["id"] === "all") {
    host.postMessage({ type: "all", all: target.checked });
  } else if (target instanceof HTMLSelectElement) {
    host.postMessage({ type: "project", root: target.value });
  }
});
root.addEventListener("keydown", (event) => {
  const heads = [...root.querySelectorAll<HTMLElement>("h2 button")];
  const here = heads.indexOf(event.target as HTMLElement);
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const next = here < 0 || step === 0 ? undefined : heads[here + step];
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
  }
});
host.postMessage({ type: "ready" });

/** Show a state; whatever had the focus has it again, and the page stays where it was. */
function draw(shown: Shown): void {
  const { text } = pageOf(shown);
  if (text === drawn) {
    return;
  }
  drawn = text;
  const id = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["id"] : undefined;
  const { scrollX, scrollY } = window;
  root.innerHTML = text; // made by templates that escape whatever is put into them
  window.scrollTo(scrollX, scrollY);
  const again = [...root.querySelectorAll<HTMLElement>("[data-id]")].find((one) => one.dataset["id"] === id);
  again?.focus({ preventScroll: true });
}
