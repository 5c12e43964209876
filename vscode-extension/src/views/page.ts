// The page of a webview before its script has run: what it may load, and nothing else. No VS Code here.
import { html } from "./html";

export interface Page {
  readonly title: string;
  /** A word that nobody can guess, new for each page. */
  readonly nonce: string;
  /** Where the webview's own files come from. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
}

/** A page that loads its own script and its own style, nothing from elsewhere, and runs nothing that is written inline. */
export function pageOf({ title, nonce, cspSource, script, style }: Page): string {
  const policy = [
    "default-src 'none'",
    `style-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`.text;
}
