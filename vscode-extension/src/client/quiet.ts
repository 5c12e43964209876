// A language client that shows no messages of its own: whoever starts it tells what went wrong, once, with what to do.
// All that it has to say is in the log.
import { LanguageClient } from "vscode-languageclient/node";

export class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}
