// A command of a view: what it cannot do is one sentence to the person who asked for it.
import * as vscode from "vscode";
import { textOf } from "../server/problem";
import type { Services } from "../services";

export function asked(services: Services, name: string, action: (...args: unknown[]) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(`cursusRegistry.${name}`, async (...args: unknown[]) => {
    try {
      await action(...args);
    } catch (error) {
      services.messages.refuse(textOf(error));
    }
  });
}
