// How the language client is set up: documents, colours, settings, and who decides when the server ends by itself.
import * as vscode from "vscode";
import { RevealOutputChannelOn, type ApplyWorkspaceEditResult, type ErrorHandler, type LanguageClientOptions, type Middleware } from "vscode-languageclient/node";
import { coloursAreOurs, documentFilters } from "./documents";
import { newFiles, type NewFile } from "./newFiles";
import { chosenSettings, SECTION, serverKeys } from "./settings";

export function clientOptions(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, errorHandler: ErrorHandler): LanguageClientOptions {
  return {
    documentSelector: documentFilters(),
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false, // whoever starts the client tells it
    errorHandler,
    middleware: middleware(serverKeys(context.extension.packageJSON)),
    markdown: { supportHtml: false, isTrusted: false },
  };
}

function middleware(keys: readonly string[]): Middleware {
  return {
    provideDocumentSemanticTokens: (document, token, next) => (coloursAreOurs(document.uri) ? next(document, token) : null),
    provideDocumentSemanticTokensEdits: (document, previous, token, next) =>
      coloursAreOurs(document.uri) ? next(document, previous, token) : null,
    provideDocumentRangeSemanticTokens: (document, range, token, next) =>
      coloursAreOurs(document.uri) ? next(document, range, token) : null,
    workspace: {
      handleApplyEdit: (params, next) => {
        const files = newFiles(params.edit);
        return files === undefined ? next(params, new vscode.CancellationTokenSource().token) : make(files);
      },
      configuration: (params, token, next) => {
        if (params.items.some(({ section }) => section !== SECTION)) {
          return next(params, token);
        }
        return params.items.map(({ scopeUri }) => {
          const scope = scopeUri === undefined ? undefined : vscode.Uri.parse(scopeUri);
          return chosenSettings(vscode.workspace.getConfiguration(SECTION, scope), keys);
        });
      },
    },
  };
}

/** Makes files; none of which may be there. */
async function make(files: readonly NewFile[]): Promise<ApplyWorkspaceEditResult> {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, text } of files) {
    edit.createFile(vscode.Uri.parse(uri), { contents: new TextEncoder().encode(text) });
  }
  return { applied: await vscode.workspace.applyEdit(edit) };
}
