// The page of the extension as it is shipped: without its pictures. On that page VS Code shows pictures from https
// addresses alone, none from the files of an extension and none from the text itself. The walkthrough has the same ones.

const PICTURE = /^ *!\[[^\]]*\]\([^):]+\.png\)\n\n?/gm;
const RELATIVE = /\]\((?!https:|#)([^)]*)\)/;

/** The text without its pictures. Throws for any other link that leads nowhere. */
export function withoutPictures(text) {
  const rest = text.replace(PICTURE, "");
  const lost = RELATIVE.exec(rest);
  if (lost !== null) {
    throw new Error(`README.md leads to ${lost[1]}, which nobody has who installs the extension`);
  }
  return rest;
}
