// What VS Code calls in the extension host: runs the tests of the group that the environment names.
import fs from "node:fs";
import "./broken.ts";
import "./interpreters.ts";
import "./projects.ts";
import "./tasks.ts";
import { closeAll, testsOf } from "./support.ts";

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set`);
  }
  return value;
}

export async function run(): Promise<void> {
  const group = required("CURSUS_TEST_GROUP");
  const results = required("CURSUS_TEST_RESULTS");
  const only = process.env["CURSUS_TEST_ONLY"] ?? "";
  const tests = testsOf(group);
  if (tests.length === 0) {
    throw new Error(`there are no tests of the group ${group}`);
  }
  for (const { name, body } of tests.filter((one) => one.name.includes(only))) {
    const start = Date.now();
    const error = await body().then(closeAll).then(() => undefined, describe);
    await closeAll();
    const result = { group, test: name, milliseconds: Date.now() - start, ...(error === undefined ? {} : { error }) };
    fs.appendFileSync(results, `${JSON.stringify(result)}\n`);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
