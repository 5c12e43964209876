// The command behind the lenses: the places that the server names, opened in VS Code's own list.
import * as vscode from "vscode";
import type { Location, Position } from "vscode-languageclient";
import type { ServerClient } from "../client/client";

/** `args` are a URI, a position and locations, as the protocol has them. */
export async function showReferences(client: ServerClient, args: readonly unknown[]): Promise<void> {
  const converter = client.running?.protocol2CodeConverter;
  const [uri, position, locations] = args as [string, Position, Location[]];
  if (converter === undefined) {
    return; // the lens is older than the server's end
  }
  const places = locations.map((one) => converter.asLocation(one));
  await vscode.commands.executeCommand("editor.action.showReferences", vscode.Uri.parse(uri), converter.asPosition(position), places);
}
