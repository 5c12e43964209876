// How long a person waits from opening the folder until the first squiggle, what the time goes into, and beside it what
// the server takes by itself. It is told, and judged by nobody: a slow day is no mistake.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { brokenRegistries } from "../lib/checkouts.ts";
import { environmentsOf } from "../lib/places.ts";
import { languageServers, startOf } from "../lib/processes.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { perform } from "../lib/stage.ts";
import { serverAlone } from "../lib/startup.ts";

const WEEKLY = "pipelines/weekly_training.py";
const TIMES = 3;

/** What the way to the first squiggle consists of, in order; each part ends with what it is named after. */
const PARTS = [
  ["text", "the text is on the screen"],
  ["ready", "VS Code's extension host is ready"],
  ["willLoad", "VS Code has found that the extension is wanted"],
  ["didActivate", "the extension is active"],
  ["server", "the server's process is started"],
  ["running", "the server has answered"],
  ["diagnostics", "VS Code has the findings"],
  ["squiggle", "the squiggle is on the screen"],
] as const;
type Times = Readonly<Record<(typeof PARTS)[number][0], number>>;

/** Opens the folder once more; the time of everything since then. */
async function open({ window, editor, place }: Scene): Promise<Times> {
  const address = editor.address(place, [["openFile", editor.remote(path.join(place, WEEKLY))]]);
  await window.page.goto("about:blank");
  const before = languageServers(editor.group);
  const start = Date.now();
  await window.load(address);
  await window.text("XGBoostTrainng");
  const text = Date.now();
  await window.see(".squiggly-warning");
  const squiggle = Date.now();
  const [server] = languageServers(editor.group).filter((pid) => !before.includes(pid));
  assert(server !== undefined, "there is no server of this window");
  const inside = (await perform(editor.home, { times: true })) as Omit<Times, "text" | "squiggle" | "server">;
  const times = { ...inside, text, squiggle, server: startOf(server) };
  return Object.fromEntries(PARTS.map(([name]) => [name, times[name] - start])) as Times;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

/** One way in full: each part with its end, and how long it took. */
function told(times: Times): string[] {
  const inOrder = PARTS.map(([name, what]) => ({ at: times[name], what })).sort((one, other) => one.at - other.at);
  return inOrder.map(({ at, what }, place) => `${seconds(at).padStart(9)}  +${seconds(at - (inOrder[place - 1]?.at ?? 0))}  ${what}`);
}

async function reload(scene: Scene): Promise<void> {
  const { window, place } = scene;
  await window.see(".squiggly-warning"); // the very first start installs the server
  const ways: Times[] = [];
  const alone: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    ways.push(await open(scene));
  }
  await window.page.goto("about:blank");
  for (let time = 0; time < TIMES; time++) {
    alone.push(await serverAlone(place, path.join(place, WEEKLY)));
  }
  const [best] = ways.sort((one, other) => one.squiggle - other.squiggle);
  assert(best !== undefined);
  const lines = [
    `folder opened → the first squiggle: ${ways.map((one) => seconds(one.squiggle)).join(", ")}; what the quickest consists of:`,
    ...told(best),
    `the server by itself, started → its first findings: ${alone.sort((one, other) => one - other).map(seconds).join(", ")}`,
  ];
  console.log(lines.map((line) => `       ${line}`).join("\n"));
}

/** A quick start takes for granted that the server is whole; the second start does not. */
async function repair({ window, editor, place }: Scene): Promise<void> {
  await window.page.goto("about:blank");
  const environments = environmentsOf(editor.home);
  const inside = fs.readdirSync(environments, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("/site-packages/cursus_registry"));
  const [lost, ...others] = new Set(inside.map((name) => fs.realpathSync(path.join(environments, name))));
  assert(lost !== undefined && others.length === 0, inside.join(" "));
  fs.rmSync(lost, { recursive: true });
  await window.load(editor.address(place, [["openFile", editor.remote(path.join(place, WEEKLY))]]));
  await window.see(".squiggly-warning");
  assert.deepEqual(await window.notifications(), []);
}

export const SPEED: Seen = {
  group: "speed",
  // As it is installed: with the server inside.
  profile: () => ({ machine: {}, env: { PYTHONPATH: undefined } }),
  prepare: (folder) => brokenRegistries(path.join(folder, "shop-pipelines")),
  payload: (editor, place) => [["openFile", editor.remote(path.join(place, WEEKLY))]],
  tests: {
    "how long the first squiggle takes is told": reload,
    "a server that has lost a part of itself is set up anew, without a word": repair,
  },
};
