// What a person asks for, by a command or on a page: what cannot be done is one sentence to them.
import * as vscode from "vscode";
import { textOf } from "./server/problem";
import type { Services } from "./services";

type Refusing = Pick<Services, "messages">;

/** Do what was asked for; it never rejects. */
export async function refusing({ messages }: Refusing, action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    messages.refuse(textOf(error));
  }
}

/** One of our commands. */
export function asked(services: Refusing, name: string, action: (...args: unknown[]) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(`cursusRegistry.${name}`, (...args: unknown[]) => refusing(services, () => action(...args)));
}
