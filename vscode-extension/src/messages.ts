// Messages to a person: once a cause, with buttons for what can be done. All else goes to the log.
import * as vscode from "vscode";
import { Told } from "./told";
import type { Problem, Remedy } from "./server/problem";

const TITLES: Record<Remedy, string> = {
  openSettings: "Open Settings",
  selectInterpreter: "Select Interpreter",
  restart: "Restart Server",
  showLog: "Show Log",
};

const COMMANDS: Record<Remedy, readonly [command: string, ...args: string[]]> = {
  openSettings: ["workbench.action.openSettings", "cursusRegistry.path"],
  selectInterpreter: ["python.setInterpreter"],
  restart: ["cursusRegistry.restart"],
  showLog: ["cursusRegistry.showLog"],
};

export class Messages {
  private readonly told = new Told();

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Something that keeps the server from running. */
  error(problem: Problem): void {
    this.log.error(problem.message);
    this.show(problem, (text, ...buttons) => vscode.window.showErrorMessage(text, ...buttons));
  }

  /** Something that a person should know, although the server runs. */
  warning(problem: Problem): void {
    this.log.warn(problem.message);
    this.show(problem, (text, ...buttons) => vscode.window.showWarningMessage(text, ...buttons));
  }

  /** A person asked for something that cannot be done. */
  refuse(text: string): void {
    this.log.warn(text);
    void vscode.window.showWarningMessage(`Cursus Registry: ${text}`);
  }

  /** A person asked for a restart: what is still wrong is said again. */
  forget(): void {
    this.told.forget();
  }

  private show(problem: Problem, show: (text: string, ...buttons: string[]) => Thenable<string | undefined>): void {
    if (!this.told.isNew(problem.cause, problem.message)) {
      return;
    }
    const titles = problem.remedies.map((remedy) => TITLES[remedy]);
    void show(`Cursus Registry: ${problem.message}`, ...titles).then((chosen) => {
      const remedy = problem.remedies.find((one) => TITLES[one] === chosen);
      if (remedy !== undefined) {
        const [command, ...args] = COMMANDS[remedy];
        void vscode.commands.executeCommand(command, ...args);
      }
    });
  }
}
