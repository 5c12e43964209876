// What the Registry view says while it has nothing to show, and that it fills itself when it has.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { copyFixture, smallProject } from "../lib/checkouts.ts";
import { countsOf } from "../lib/cli.ts";
import { CORE } from "../lib/names.ts";
import { EXTENSION, PYTHON } from "../lib/places.ts";
import { commandLines, kill, languageServers, oneServer } from "../lib/processes.ts";
import { RegistryPane } from "../lib/registryPane.ts";
import type { Scene, Seen } from "../lib/seen.ts";
import { until } from "../lib/waiting.ts";
import type { Window } from "../lib/window.ts";
import { LISTED } from "./registryView.ts";

interface Welcome {
  readonly when: string;
  readonly contents: string;
}

const WAITS = 'while [ ! -e "$0" ]; do sleep 0.1; done; exec "$1" -m cursus_registry lsp';

function doorOf(folder: string): string {
  return path.join(folder, "door");
}

/** The lines that the extension's manifest has for a state. */
function welcome(state: string): string[] {
  const manifest = JSON.parse(fs.readFileSync(path.join(EXTENSION, "package.json"), "utf8")) as { contributes: { viewsWelcome: readonly Welcome[] } };
  const found = manifest.contributes.viewsWelcome.find(({ when }) => when.includes(`viewState == ${state}`));
  assert(found !== undefined, state);
  return found.contents.split("\n");
}

/** The view says what the manifest has for a state, with its buttons. */
async function says(window: Window, state: string): Promise<void> {
  for (const line of welcome(state)) {
    const [, button] = /^\[(.*)\]\(command:.*\)$/.exec(line) ?? [];
    await window.see(button === undefined ? `.welcome-view-content p:text-is(${JSON.stringify(line)})` : `.welcome-view-content .monaco-button:has-text("${button}")`);
  }
}

async function press(window: Window, button: string): Promise<void> {
  await (await window.see(`.welcome-view-content .monaco-button:has-text("${button}")`)).click();
}

async function starting({ window, place }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  await pane.open();
  await says(window, "starting");
  const { steps } = countsOf(place);
  fs.writeFileSync(doorOf(path.dirname(place)), "");
  await pane.row(`Core, ${String(steps.core)}`);
  await window.gone(".welcome-view-content");
}

function addStep(place: string, name: string): void {
  const file = path.join(place, CORE);
  const table = "STEP_NAMES = {\n";
  const text = fs.readFileSync(file, "utf8");
  assert(text.includes(table));
  fs.writeFileSync(file, text.replace(table, `${table}    "${name}": {"sagemaker_step_type": "Processing", "description": "One more"},\n`));
}

async function killed({ window, editor, place }: Scene): Promise<void> {
  const { group } = editor;
  const pane = new RegistryPane(window);
  for (let time = 0; time < 2; time++) {
    const before = await oneServer(group);
    kill(before);
    await until(() => languageServers(group).some((pid) => pid !== before), () => commandLines(group));
    addStep(place, `Another${String(time)}`); // the killed one has never told of it
    await pane.row(`Core, ${String(countsOf(place).steps.core)}`);
  }
  kill(await oneServer(group));
  await says(window, "failed");
  await window.run("notifications.clearAll");
  await window.pictures("server-gone", ["light", "contrast"]);
  await press(window, "Restart Server");
  await pane.row(`Core, ${String(countsOf(place).steps.core)}`);
}

/** Not above the folder either, where a registry would count as well. */
function aside(place: string, name: string): string {
  return path.join(path.dirname(place), "aside", name);
}

async function emptied({ window, place }: Scene): Promise<void> {
  const pane = new RegistryPane(window);
  const names = ["src", "developer_workspaces"];
  const { steps } = countsOf(place);
  fs.mkdirSync(aside(place, "."));
  for (const name of names) {
    fs.renameSync(path.join(place, name), aside(place, name));
  }
  await says(window, "empty");
  await window.pictures("no-registry", ["light"]);
  for (const name of names) {
    fs.renameSync(aside(place, name), path.join(place, name));
  }
  await pane.row(`Core, ${String(steps.core)}`);
}

export const WELCOME: Seen = {
  group: "nothing to view",
  profile: (folder) => ({ machine: { "cursusRegistry.path": ["/bin/sh", "-c", WAITS, doorOf(folder), PYTHON] } }),
  prepare: (folder) => smallProject(path.join(folder, "fraud-pipelines")),
  tests: {
    "while the server starts it says so, and then fills itself": starting,
    "a server that does not run is said, and its button brings it back": killed,
    "where no registry is left it says so, until there is one again": emptied,
  },
};

async function isRestricted({ window }: Scene): Promise<void> {
  await window.see('[id="status.workspaceTrust"]:has-text("Restricted Mode")');
}

export const UNTRUSTED_VIEW: Seen = {
  group: "registry view, not trusted",
  profile: () => ({ machine: {}, trust: true, env: { PYTHONPATH: undefined } }),
  prepare: (folder) => copyFixture("healthy", path.join(folder, "credit-pipelines")),
  tests: { "the folder is not trusted": isRestricted, ...LISTED },
};
