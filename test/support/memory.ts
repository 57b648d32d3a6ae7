import type { KeyValue } from '../../src/vscode/webview-host/drafts.ts';

/** What the editor keeps between sessions, as a map that a test can look into. */
export const memory = (values = new Map<string, unknown>()): KeyValue => ({
  get: (key) => values.get(key),
  update: async (key, value) => void values.set(key, value),
});
