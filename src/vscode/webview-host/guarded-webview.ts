import type * as vscode from 'vscode';
import * as z from 'zod';

/** A page speaks to the host alone. Whom a message is from is not for the page to say: that is left out. */
const message = z.object({
  id: z.string().exactOptional(),
  method: z.string(),
  receiver: z.object({ type: z.literal('extension') }),
  params: z.unknown().optional(),
});

/**
 * The webview as the messenger is to see it. The messenger believes a page that says it is another one, and passes on what a page
 * sends to other pages; so a page could speak of conversations that it does not show.
 */
export const guardedWebview = <V extends vscode.WebviewPanel | vscode.WebviewView>(view: V): V => {
  const { webview } = view;
  const wire = {
    viewType: view.viewType,
    get visible() {
      return view.visible;
    },
    onDidDispose: (listener: () => void) => view.onDidDispose(listener),
    webview: {
      postMessage: (said: unknown) => webview.postMessage(said),
      onDidReceiveMessage: (listener: (said: unknown) => unknown) =>
        webview.onDidReceiveMessage((raw) => {
          const said = message.safeParse(raw);
          return said.success ? listener(said.data) : undefined;
        }),
    },
  };
  return wire as unknown as V;
};
