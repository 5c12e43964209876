import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";
import { withPicturesInside } from "../../scripts/readme.mjs";
import { newFolder } from "./support/world";

test("the pictures of the page are in the page that ships", async (context) => {
  const folder = await newFolder(context);
  await mkdir(path.join(folder, "media"));
  await writeFile(path.join(folder, "media/one.png"), "pixels");
  const inside = `data:image/png;base64,${Buffer.from("pixels").toString("base64")}`;
  assert.equal(withPicturesInside("see\n![a (dark) one](media/one.png) [there](https://x.test)", folder), `see\n![a (dark) one](${inside}) [there](https://x.test)`);
});

test("a picture that is not there, and a link to a file, are refused", () => {
  assert.throws(() => withPicturesInside("![it](media/none.png)", "/nowhere"), /ENOENT/);
  assert.throws(() => withPicturesInside("[more](../docs/tour.md)", "/nowhere"), /leads to ..\/docs\/tour.md/);
});
