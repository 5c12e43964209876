import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeHtml, html, shortened } from "../../../src/views/html";
import { pageOf } from "../../../src/views/page";
import { HOSTILE } from "./samples";

test("whatever is put into a template is escaped, but for what a template made", () => {
  assert.equal(html`<b title="${`a"'<>&`}">${html`<i>${"<"}</i>`}${undefined}${3}</b>`.text, '<b title="a&quot;&#39;&lt;&gt;&amp;"><i>&lt;</i>3</b>');
  assert.equal(html`<ul>${["<a>", "b"].map((one) => html`<li>${one}</li>`)}</ul>`.text, "<ul><li>&lt;a&gt;</li><li>b</li></ul>");
});

test("what is hidden, or turns what is read, is seen", () => {
  assert.equal(escapeHtml("a\u202eb\u0000c\u200bd\u2066e\ufefff"), "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf");
  assert.equal(escapeHtml("ä🚀 é\nx"), "ä🚀 é\nx");
});

test("what joins characters, or keeps them apart, stays: families and Persian are read by it", () => {
  for (const text of ["👨‍👩‍👧", "می‌خواهم", "a\r\nb"]) {
    assert.equal(escapeHtml(text), text);
  }
});

test("a text is cut between characters", () => {
  assert.equal(shortened("🚀🚀🚀", 3), "🚀🚀🚀");
  assert.equal(shortened("🚀🚀🚀🚀", 3), "🚀🚀…");
});

test("a page runs its own script alone, and loads nothing from elsewhere", () => {
  const page = pageOf({ title: HOSTILE, nonce: "n0", cspSource: "vscode-resource:", script: "vscode-resource:/a.js", style: "vscode-resource:/a.css" });
  const [, policy] = /content="(default-src[^"]*)"/.exec(page) ?? [];
  assert.equal(policy?.replaceAll("&#39;", "'"), "default-src 'none'; style-src vscode-resource:; script-src 'nonce-n0'; base-uri 'none'; form-action 'none'");
  assert.deepEqual(page.match(/<script[^>]*>/g), ['<script nonce="n0" src="vscode-resource:/a.js">']);
  assert.doesNotMatch(page, /https?:|unsafe|<[^>]*\son\w+=/);
});
