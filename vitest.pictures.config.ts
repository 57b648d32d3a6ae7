import { defineConfig } from 'vitest/config';

/** `npm run pictures`: what the page and the editor look like, to be looked at. */
export default defineConfig({
  test: {
    // the editor's pictures are one story
    bail: 1,
    projects: [
      {
        test: {
          name: 'page',
          include: ['test/pictures/page.pictures.ts'],
          globalSetup: ['test/webview/harness/serve.ts'],
          pool: 'forks',
          env: { TZ: 'UTC' },
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'editor',
          include: ['test/pictures/editor.pictures.ts'],
          globalSetup: ['test/support/editor/install.ts'],
          pool: 'forks',
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
