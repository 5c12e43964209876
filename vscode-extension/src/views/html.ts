// Text made into HTML and SVG: whatever is put into a template is escaped, unless it was made by one itself. No VS Code.

/** Markup that was made here. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | readonly Html[] | undefined;

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\r": "&#13;" };
// control characters, and those that turn the direction of what is read; not those that end a line, or join characters
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A text in which nothing is markup, and nothing is hidden. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (found) => ESCAPES[found] ?? found);
}

/** A text as it is, for attributes that scripts read and nobody sees: what is hidden in a name is part of it. */
export function exact(text: string): Html {
  return new Html(text.replace(/[&<>"'\r]/g, (found) => ESCAPES[found] ?? found));
}

/** A text in which what cannot be seen, or changes how the rest is seen, is a replacement mark. */
export function visible(text: string): string {
  return text.replace(HIDDEN, "\ufffd");
}

/** A text of at most so many characters; what is left out is told by a dot-dot-dot. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/** A template whose values are escaped; `undefined` is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = strings.map((string, number) => string + (number < values.length ? shown(values[number]) : ""));
  return new Html(parts.join(""));
}

/** Several pieces of markup as one. */
export function joined(pieces: readonly Html[]): Html {
  return new Html(pieces.map(({ text }) => text).join(""));
}

function shown(value: Value): string {
  if (value === undefined) {
    return "";
  }
  if (value instanceof Html) {
    return value.text;
  }
  return typeof value === "object" ? joined(value).text : escapeHtml(String(value));
}
