import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type { AddressInfo } from 'node:net';
import { build, type BuildOptions } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { themeClasses, type Theme } from './theme-classes.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly pageUrl: string;
  }
}

const root = path.resolve(import.meta.dirname, '../../..');
const nonce = 'bm9uY2U';
/** As strict as the one of the editor: nothing from elsewhere, nothing inline without the nonce. */
const policy = [
  "default-src 'none'",
  `script-src 'nonce-${nonce}'`,
  `style-src 'self' 'nonce-${nonce}'`,
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

const page = (kind: string, theme: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta property="csp-nonce" content="${nonce}">
<title>Chat</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/editor.css">
<link rel="stylesheet" href="/themes.css">
<link rel="stylesheet" href="/main.css">
</head>
<body data-kind="${kind}" class="${theme}" data-vscode-theme-kind="${theme.split(' ')[0] ?? ''}">
<div id="root"></div>
<script nonce="${nonce}" src="/fake-host.js"></script>
<script nonce="${nonce}" src="/probes.js"></script>
<script nonce="${nonce}" src="/main.js"></script>
</body>
</html>`;

const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };

const options: BuildOptions = {
  bundle: true,
  write: false,
  platform: 'browser',
  target: 'chrome140',
  charset: 'utf8',
  format: 'iife',
  mainFields: ['module', 'main'],
  conditions: ['import'],
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
  outdir: root,
  entryNames: '[name]',
  entryPoints: {
    main: path.join(root, 'webview/main.ts'),
    'fake-host': path.join(root, 'test/webview/harness/fake-host.ts'),
    probes: path.join(root, 'test/webview/probes/main.ts'),
  },
};

const bundle = async (): Promise<Map<string, Uint8Array | string>> => {
  const files = new Map<string, Uint8Array | string>();
  const styles = { ...options, entryPoints: { main: path.join(root, 'webview/styles/main.css') } };
  for (const { outputFiles = [] } of await Promise.all([build(options), build(styles)]))
    for (const file of outputFiles) files.set(`/${path.basename(file.path)}`, file.contents);
  files.set('/axe.js', await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js')));
  for (const name of ['editor.css', 'themes.css'])
    files.set(`/${name}`, await readFile(path.join(import.meta.dirname, name), 'utf8'));
  return files;
};

/** Bundles the page once and serves it on 127.0.0.1 for all test files. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const files = await bundle();
  const server = createServer(({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const file = files.get(pathname);
    if (file !== undefined) {
      response.setHeader('cache-control', 'max-age=3600');
      response.setHeader('content-type', types[pathname.split('.').at(-1) ?? ''] ?? 'text/plain').end(file);
      return;
    }
    if (pathname !== '/') {
      response.writeHead(404).end();
      return;
    }
    const theme = themeClasses[(searchParams.get('theme') ?? 'dark') as Theme] ?? themeClasses.dark;
    response.setHeader('content-security-policy', policy).setHeader('content-type', 'text/html');
    response.end(page(searchParams.get('kind') === 'view' ? 'view' : 'panel', theme));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  project.provide('pageUrl', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
};
