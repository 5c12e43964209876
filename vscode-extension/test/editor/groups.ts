// The groups of tests that run inside the extension host, and what each of them opens.
import fs from "node:fs";
import path from "node:path";
import { addBranch, copyFixture, smallProject, write } from "./lib/checkouts.ts";
import type { Hosted } from "./lib/hosted.ts";
import { makeInterpreter } from "./lib/interpreters.ts";
import { PYTHON, SERVER_COMMAND } from "./lib/places.ts";

const SLIPS = `from cursus.registry.step_names import get_config_class_name

get_config_class_name("Pakcage")
get_config_class_name("Registratoin")
`;

export const HOSTED: readonly Hosted[] = [
  {
    group: "broken",
    prepare(folder) {
      copyFixture("broken", folder);
      addBranch(folder, "other-registries", "src/cursus/registry/step_names.py", (text) => text.replaceAll("TabularPreprocessing", "TablePreparation"));
      return folder;
    },
  },
  {
    group: "small",
    prepare: smallProject,
  },
  {
    group: "odd path",
    // What a URI has to escape, and letters beyond ASCII, composed and not.
    prepare: (folder) => smallProject(path.join(folder, "50 % of #1 für Łódź, é")),
  },
  {
    group: "two roots",
    prepare(folder) {
      smallProject(path.join(folder, "one"));
      smallProject(path.join(folder, "two"));
      const file = path.join(folder, "both.code-workspace");
      fs.writeFileSync(file, JSON.stringify({ folders: [{ path: "one" }, { path: "two" }] }));
      return file;
    },
  },
  {
    group: "no registry",
    prepare: (folder) => write(folder, { "main.py": 'def add_node(name):\n    return name\n\n\nadd_node("Package")\n' }),
  },
  {
    group: "wrong setting",
    profile: { machine: { "cursusRegistry.path": SERVER_COMMAND, "cursusRegistry.diagnostics.scope": 7, "cursusRegistry.trace.server": [] } },
    prepare: smallProject,
  },
  {
    group: "killed",
    prepare: smallProject,
  },
  {
    group: "interpreters",
    profile: { pythonExtension: true, machine: { "cursusRegistry.importStrategy": "fromEnvironment" }, env: { CURSUS_TEST_INTERPRETER: "interpreters/one" } },
    prepare(folder) {
      ["one", "two"].forEach((name) => makeInterpreter(folder, name, PYTHON));
      return smallProject(folder);
    },
  },
  {
    group: "tasks",
    prepare: (folder) => write(smallProject(folder), { "pipelines/slips.py": SLIPS }),
  },
];
