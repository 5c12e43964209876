// Behind the scenes of the editor tests: answers one request at a time, which come and go as files. So a theme changes
// while a hover stays open, as it could not by the keyboard. And it tells when what happened at the start.
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");
const startup = require("./startup.cjs");

const FOLDER = process.env.CURSUS_STAGE;

async function perform({ setting, value, command, args, times }, started) {
  if (setting !== undefined) {
    await vscode.workspace.getConfiguration().update(setting, value, vscode.ConfigurationTarget.Global);
  }
  if (command !== undefined) {
    await vscode.commands.executeCommand(command, ...(args ?? []));
  }
  return times === true ? started() : null;
}

async function look(request, answer, started) {
  if (!fs.existsSync(request)) {
    return;
  }
  const asked = JSON.parse(fs.readFileSync(request, "utf8"));
  fs.rmSync(request);
  const said = await perform(asked, started).then((value) => ({ error: null, value }), (error) => ({ error: String(error) }));
  fs.writeFileSync(`${answer}.new`, JSON.stringify(said));
  fs.renameSync(`${answer}.new`, answer);
}

exports.activate = (context) => {
  const started = startup.watch(context);
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    try {
      await look(path.join(FOLDER, "request.json"), path.join(FOLDER, "answer.json"), started);
    } finally {
      busy = false;
    }
  }, 25);
  context.subscriptions.push({ dispose: () => clearInterval(timer) });
};
