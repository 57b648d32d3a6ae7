import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export type PageKind = 'panel' | 'view';

const folderOf = (root: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(root, 'dist', 'webview');

/** Rights of a webview: nothing is loaded from anywhere but our own folder. To change them loads its page again, so a new one is made with them. */
export const webviewOptions = (root: vscode.Uri): vscode.WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [folderOf(root)],
});

/** Gives a webview its document; a second time anew, whatever became of the first. */
export const fillPage = (webview: vscode.Webview, root: vscode.Uri, kind: PageKind): void => {
  const folder = folderOf(root);
  const nonce = randomBytes(16).toString('base64');
  const uri = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  webview.html = `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(webview.cspSource, nonce)}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width">
<title>P2P Chat</title>
<link rel="stylesheet" href="${uri('main.css')}">
</head>
<body data-kind="${kind}">
<div id="root"></div>
<script nonce="${nonce}" src="${uri('main.js')}"></script>
</body>
</html>`;
};

const policy = (source: string, nonce: string): string =>
  [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} 'nonce-${nonce}'`,
    `font-src ${source}`,
    `img-src ${source}`,
    `connect-src 'none'`,
    `form-action 'none'`,
    `base-uri 'none'`,
  ].join('; ');
