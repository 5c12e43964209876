// The page of the extension as it is shipped: VS Code shows pictures from https addresses and from the text itself, and
// none from the files of an extension.
import { readFileSync } from "node:fs";
import path from "node:path";

const PICTURE = /(!\[[^\]]*\]\()([^):]+\.png)\)/g;
const RELATIVE = /\]\((?!https:|#|data:image\/png;)([^)]*)\)/;

/** The text with every picture of a folder in it, as a `data:` address. Throws for any other link that leads nowhere. */
export function withPicturesInside(text, folder) {
  const whole = text.replace(PICTURE, (_, start, file) => {
    const bytes = readFileSync(path.join(folder, file));
    return `${start}data:image/png;base64,${bytes.toString("base64")})`;
  });
  const lost = RELATIVE.exec(whole);
  if (lost !== null) {
    throw new Error(`README.md leads to ${lost[1]}, which nobody has who installs the extension`);
  }
  return whole;
}
