import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';

export type PageKind = 'panel' | 'view';

const folderOf = (root: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(root, 'dist', 'webview');

/** Rights of a webview: nothing is loaded from anywhere but our own folder. To change them loads its page again, so a new one is made with them. */
export const webviewOptions = (root: vscode.Uri): vscode.WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [folderOf(root)],
});

/** Whence a page gets script, styles and icons: by addresses that the editor answers, or within its document. */
export type PageParts = 'linked' | 'embedded';

interface Addresses {
  readonly style: string;
  readonly script: string;
}

/** Gives a webview its document; a second time anew, whatever became of the first. Rejects if a part cannot be read, or the webview is gone. */
export const fillPage = async (
  webview: vscode.Webview,
  root: vscode.Uri,
  kind: PageKind,
  parts: PageParts,
): Promise<void> => {
  const folder = folderOf(root);
  const uri = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const linked = { style: uri('main.css'), script: uri('main.js') };
  if (parts === 'linked') webview.html = page(kind, webview.cspSource, linked);
  else webview.html = page(kind, 'data:', await embedded(folder));
};

const page = (kind: PageKind, source: string, { style, script }: Addresses): string => {
  const nonce = randomBytes(16).toString('base64');
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(source, nonce)}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width">
<title>P2P Chat</title>
<link rel="stylesheet" nonce="${nonce}" href="${style}">
</head>
<body data-kind="${kind}">
<div id="root"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
};

/** A sheet in an address has no folder: what it names there goes with it. */
const embedded = async (folder: vscode.Uri): Promise<Addresses> => {
  const read = (name: string): Promise<Buffer> => readFile(vscode.Uri.joinPath(folder, name).fsPath);
  const [css, js, font] = await Promise.all([read('main.css'), read('main.js'), read('codicon.ttf')]);
  const icons = dataUrl('font/ttf', font);
  const sheet = css.toString().replaceAll(/url\("\.\/codicon\.ttf[^"]*"\)/g, `url("${icons}")`);
  return { style: dataUrl('text/css', Buffer.from(sheet)), script: dataUrl('text/javascript', js) };
};

const dataUrl = (type: string, bytes: Buffer): string => `data:${type};base64,${bytes.toString('base64')}`;

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
