// What the Python extension tells other extensions: here, the interpreter that a test has chosen, at first or by a command.
const path = require("node:path");
const { EventEmitter, Uri, commands } = require("vscode");

const { CURSUS_TEST_INTERPRETER = "", CURSUS_TEST_FOLDER = "/" } = process.env;

exports.activate = (context) => {
  const changed = new EventEmitter();
  let chosen = path.resolve(CURSUS_TEST_FOLDER, CURSUS_TEST_INTERPRETER);
  const choose = commands.registerCommand("python-stand-in.choose", (interpreter) => {
    chosen = interpreter;
    changed.fire({ id: chosen, path: chosen });
  });
  context.subscriptions.push(changed, choose);
  return {
    ready: Promise.resolve(),
    environments: {
      onDidChangeActiveEnvironmentPath: changed.event,
      getActiveEnvironmentPath: () => ({ id: chosen, path: chosen }),
      resolveEnvironment: ({ id }) => Promise.resolve({ id, path: id, executable: { uri: Uri.file(id) } }),
    },
  };
};
