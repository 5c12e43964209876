import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { withoutPictures } from "../../scripts/readme.mjs";

test("the page that ships has no pictures, which nobody would see there", () => {
  assert.equal(withoutPictures("one\n\n![a (dark) one](media/one.png)\n\n- two\n\n  ![it](media/it.png)\n\n- three\n"), "one\n\n- two\n\n- three\n");
  assert.doesNotMatch(withoutPictures(readFileSync("README.md", "utf8")), /!\[/);
});

test("a link to a file that is not shipped is refused", () => {
  assert.throws(() => withoutPictures("[more](../docs/tour.md)"), /leads to ..\/docs\/tour.md/);
});
