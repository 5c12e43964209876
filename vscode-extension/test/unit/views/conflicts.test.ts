import assert from "node:assert/strict";
import { test } from "node:test";
import type { Shown } from "../../../src/views/conflicts/messages";
import { breakable, pageOf, summaryOf, valueOf } from "../../../src/views/conflicts/render";
import { conflict, detailed, HOSTILE, withoutIdentities } from "./samples";

function shown(more: Partial<Shown> = {}): Shown {
  return {
    type: "show",
    projects: [{ root: "/w", label: "w" }],
    root: "/w",
    all: false,
    conflicts: [conflict("Graph", "alice", "bob"), conflict("Other", "alice", "bob")],
    details: [detailed("Graph")],
    note: "",
    focus: undefined,
    ...more,
  };
}

test("every name is there, and those that are open have their definitions side by side", () => {
  const { text } = pageOf(shown());
  assert.deepEqual([...text.matchAll(/<section data-name="([^"]*)"/g)].map(([, name]) => name), ["Graph", "Other"]);
  assert.deepEqual([...text.matchAll(/aria-expanded="(\w+)"/g)].map(([, open]) => open), ["true", "false"]);
  assert.match(text, /<tr class="differs"><th scope="row"><span class="mark" title="They differ">≠<span class="hidden"> differs<\/span><\/span> description<\/th><td>hers<\/td><td>his<\/td><\/tr>/);
  assert.match(text, /<td>\[&quot;a&quot;,1\]<\/td><td class="absent">not stated<\/td>/);
  assert.match(text, /<tr class="same"><th scope="row">spec_<wbr>type<\/th><td>Graph <span class="origin">\(by convention\)<\/span><\/td><td>Graph <span class="origin">\(from core\)<\/span><\/td>/);
  assert.match(text, /<th scope="row">alice, bob and 10 more<\/th><td>nothing<\/td><td>neither has it<\/td>/);
  assert.match(text, /<th scope="row">framework_match \(dgl\)<\/th><td>bob<\/td><td>its framework<\/td>/);
});

test("each fix is one button, and one that cannot be had tells why", () => {
  const { text } = pageOf(shown());
  assert.equal(text.match(/data-go="Graph"/g)?.length, 2);
  assert.equal(text.match(/data-fix="rename"/g)?.length, 2);
  assert.deepEqual([...text.matchAll(/data-fix="pin" data-name="Graph" data-definition="([^"]*)"/g)].map(([, one]) => one), ["alice.Graph"]);
  assert.match(text, /Pin to bob<\/span> the settings pin it already/);
});

test("tables have captions and heads that say what they are the heads of", () => {
  const { text } = pageOf(shown());
  assert.equal(text.match(/<table/g)?.length, text.match(/<caption/g)?.length);
  assert.doesNotMatch(text, /<th(?![^>]*scope=)(?!ead)/);
  assert.doesNotMatch(text, /\son\w+=|style=/);
});

test("every control can be found again after a change", () => {
  const ids = [...pageOf(shown()).text.matchAll(/data-id="([^"]*)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test("no text of a file is markup", () => {
  const hostile = detailed(HOSTILE, HOSTILE);
  const one = { ...hostile, pin: HOSTILE, recommendations: [HOSTILE], type: HOSTILE };
  const { text } = pageOf(shown({ conflicts: [one], details: [one], note: HOSTILE, projects: [{ root: HOSTILE, label: HOSTILE }, { root: "b", label: "b" }], root: HOSTILE }));
  assert.doesNotMatch(text, /<img|<script|<\/title/);
  assert.doesNotMatch(withoutIdentities(text), /\u202e|\u0000/);
});

test("a name comes back from the page as it is, whatever is hidden in it", () => {
  const name = "Step\u200bX\u202e&\r";
  const one = detailed(name);
  const projects = [{ root: "/w\u2060", label: "w" }, { root: "/v", label: "v" }];
  const { text } = pageOf(shown({ conflicts: [one], details: [one], projects, root: "/v" }));
  const written = "Step\u200bX\u202e&amp;&#13;";
  const identities = [`section data-name="${written}"`, `data-toggle="${written}"`, `data-go="${written}" data-definition="alice.${written}"`];
  [...identities, `data-name="${written}" data-definition="alice.${written}"`, `<option value="/w\u2060"`].forEach((one) => {
    assert.ok(text.includes(one), one);
  });
  assert.doesNotMatch(withoutIdentities(text), /[\u200b\u202e\u2060]/, "a person sees that something is hidden");
});

test("names that objects have by themselves are closed like others", () => {
  const names = ["constructor", "__proto__", "toString"];
  const { text } = pageOf(shown({ conflicts: names.map((name) => conflict(name, "alice", "bob")), details: [] }));
  assert.equal(text.match(/aria-expanded="false"/g)?.length, 3);
});

test("the summary counts as the command line does", () => {
  assert.equal(summaryOf(shown()), "2 conflicts");
  assert.equal(summaryOf(shown({ conflicts: [conflict("Graph", "alice", "bob")] })), "1 conflict");
  const other = { ...conflict("Train", "core", "alice"), plain: false };
  assert.equal(summaryOf(shown({ conflicts: [other] })), "0 conflicts, and 1 other name with definitions in several namespaces");
  assert.equal(summaryOf(shown({ conflicts: [], note: "No project is open." })), "No project is open.");
});

test("values are written as people write them", () => {
  assert.deepEqual([valueOf("a"), valueOf(null), valueOf([1, "b"]), valueOf(true)], ["a", "not known", '[1,"b"]', "true"]);
  assert.equal(valueOf("x".repeat(1000)).length, 400);
});

test("a long name goes on in the next line where a word of it begins, and nothing in it is markup", () => {
  assert.equal(breakable("SearchVisitConfig").text, "Search<wbr>Visit<wbr>Config");
  assert.equal(breakable("spec_type").text, "spec_<wbr>type");
  assert.equal(breakable("a<b>").text, "a&lt;b&gt;");
});
