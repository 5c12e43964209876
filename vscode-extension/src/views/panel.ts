// One webview panel: made when it is shown for the first time, gone when a person closes it, given its data again
// whenever its page has started. What it shows is for whoever owns it.
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { pageOf } from "./page";

export interface PanelKind<Message> {
  /** How VS Code calls the type of panel; also the name of its script and style. */
  readonly type: string;
  readonly title: string;
  readonly column: vscode.ViewColumn;
  readonly icon: string;
  /** The page has started, or says something. */
  readonly received: (message: Message) => unknown;
}

export class Panel<Message> implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly kind: PanelKind<Message>,
  ) {}

  get column(): vscode.ViewColumn | undefined {
    return this.panel?.viewColumn;
  }

  get isVisible(): boolean {
    return this.panel?.visible === true;
  }

  /** Bring it to the front, and make it if there is none. */
  reveal(preserveFocus = false): void {
    if (this.panel === undefined) {
      this.panel = this.make(preserveFocus);
    } else {
      this.panel.reveal(undefined, preserveFocus);
    }
  }

  setTitle(title: string): void {
    if (this.panel !== undefined && this.panel.title !== title) {
      this.panel.title = title;
    }
  }

  post(message: object): void {
    void this.panel?.webview.postMessage(message);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private make(preserveFocus: boolean): vscode.WebviewPanel {
    const { type, title, column, icon, received } = this.kind;
    const files = vscode.Uri.joinPath(this.extension, "dist", "views");
    const panel = vscode.window.createWebviewPanel(
      `cursusRegistry.${type}`,
      title,
      { viewColumn: column, preserveFocus },
      { enableScripts: true, localResourceRoots: [files], enableFindWidget: true },
    );
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.extension, "media", "views", `${icon}-light.svg`),
      dark: vscode.Uri.joinPath(this.extension, "media", "views", `${icon}-dark.svg`),
    };
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: Message) => received(message));
    const file = (name: string): string => panel.webview.asWebviewUri(vscode.Uri.joinPath(files, name)).toString();
    panel.webview.html = pageOf({
      title,
      nonce: randomBytes(24).toString("hex"),
      cspSource: panel.webview.cspSource,
      script: file(`${type}.js`),
      style: file(`${type}.css`),
    });
    return panel;
  }
}
