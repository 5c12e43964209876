// What the Python extension tells other extensions: here, the interpreter that a test has chosen.
const { EventEmitter, Uri } = require("vscode");

const path = process.env.CURSUS_TEST_INTERPRETER;

exports.activate = () => ({
  ready: Promise.resolve(),
  environments: {
    onDidChangeActiveEnvironmentPath: new EventEmitter().event,
    getActiveEnvironmentPath: () => ({ id: path, path }),
    resolveEnvironment: () => Promise.resolve({ id: path, path, executable: { uri: Uri.file(path) } }),
  },
});
