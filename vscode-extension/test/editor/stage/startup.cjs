// When what happened in this extension host, from its start to the first findings: for whoever measures it. Times are
// those of the clock, in milliseconds.
const vscode = require("vscode");

const ID = "cursus-registry.cursus-registry";
const POLL_MS = 5;

/** Begins to watch; gives a function that tells what was seen until now. */
exports.watch = (context) => {
  const seen = {};
  const once = (name) => {
    seen[name] ??= Date.now();
  };
  context.subscriptions.push(
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some((uri) => vscode.languages.getDiagnostics(uri).some((one) => /^CUR/.test(String(one.code?.value ?? one.code))))) {
        once("diagnostics");
      }
    }),
  );
  const timer = setInterval(() => {
    const extension = vscode.extensions.getExtension(ID);
    if (extension?.isActive === true) {
      clearInterval(timer);
      const { client } = extension.exports;
      const note = ({ kind }) => once(kind);
      note(client.state);
      context.subscriptions.push(client.onDidChangeState(note));
    }
  }, POLL_MS);
  context.subscriptions.push({ dispose: () => clearInterval(timer) });
  return () => ({ ...seen, ...marks() });
};

/** What VS Code notes of its own. */
function marks() {
  const all = globalThis.MonacoPerformanceMarks.getMarks();
  const of = (name) => all.find((one) => one.name === name)?.startTime;
  return {
    ready: of("code/extHost/ready"),
    willLoad: of(`code/extHost/willLoadExtensionCode/${ID}`),
    didActivate: of(`code/extHost/didActivateExtension/${ID}`),
  };
}
