import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pins, PYTHONS, requirements, TARGETS } from "../../scripts/targets.mjs";

const LOCK = readFileSync("server.lock", "utf8");

test("each target names the wheels that run on it", () => {
  assert.equal(Object.keys(TARGETS).length, 9);
  assert.ok(TARGETS["linux-x64"]?.includes("manylinux_2_28_x86_64"));
  assert.ok(TARGETS["alpine-arm64"]?.every((tag) => tag.startsWith("musllinux")));
  assert.ok(TARGETS["darwin-arm64"]?.every((tag) => !tag.includes("x86_64")));
  assert.deepEqual(PYTHONS, ["3.11", "3.12", "3.13", "3.14"]);
});

test("a package that one system needs is left out on the others", () => {
  assert.ok(pins(LOCK, "win32-x64").some((pin) => pin.startsWith("colorama==")));
  assert.ok(!pins(LOCK, "alpine-x64").some((pin) => pin.startsWith("colorama==")));
  assert.throws(() => pins('x==1 ; python_version < "3"', "linux-x64"), /not understood/);
});

test("the lock has every wheel with its hash, one line a version, and not pip's", () => {
  const wheels = [
    { name: "Some_Thing-1.0-cp311-cp311-any.whl", sha256: "b" },
    { name: "Some_Thing-1.0-cp312-cp312-any.whl", sha256: "a" },
    { name: "pip-26.3-py3-none-any.whl", sha256: "c" },
  ];
  assert.equal(requirements(wheels), "some-thing==1.0 --hash=sha256:a --hash=sha256:b\n");
});
