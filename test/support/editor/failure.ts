import type { Frame, Page } from 'playwright-core';
import type { Editor } from './editor.ts';
import { logsOf } from './logs.ts';
import { shot } from './shots.ts';

const withinMs = 5000;
const logLines = 60;

const frameText = async (frame: Frame): Promise<string> => {
  const text = frame.locator('body').innerText({ timeout: withinMs });
  return (await text.catch((error: unknown) => String(error))).replaceAll(/\s+/g, ' ').slice(0, 300);
};

const frames = async (page: Page): Promise<readonly string[]> =>
  Promise.all(
    page
      .frames()
      .filter((frame) => frame !== page.mainFrame())
      .map(async (frame) => `frame ${frame.name()} ${frame.url().slice(-140)}\n    ${await frameText(frame)}`),
  );

/** What stands outside the frames: toasts, a question, tabs, and the elements of the webviews. */
const workbench = async (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const shown = '.notification-toast, .quick-input-widget, .monaco-dialog-box, .tabs-container .tab';
    const texts = [...document.querySelectorAll<HTMLElement>(shown)].map(
      (found) => `${found.className}: ${found.innerText}`,
    );
    const webviews = [...document.querySelectorAll<HTMLElement>('iframe.webview')].map((found) => {
      const { width, height } = found.getBoundingClientRect();
      return `${found.className} ${width}x${height} ${getComputedStyle(found).visibility}`;
    });
    return [...texts, ...webviews, `focus: ${document.activeElement?.className}`];
  });

const ourLog = async (editor: Editor): Promise<readonly string[]> =>
  (await logsOf(editor, 'P2P Chat.log')).at(-1)?.slice(-logLines) ?? ['no log'];

/** A window in which a test failed, in words as well: where the tests run nobody may see pictures. */
export const tellFailure = async (editor: Editor, name: string): Promise<void> => {
  await shot(editor, name);
  const parts = await Promise.allSettled([workbench(editor.page), frames(editor.page), ourLog(editor)]);
  const told = parts.flatMap((part) => (part.status === 'fulfilled' ? part.value : [String(part.reason)]));
  console.log([`--- ${name}`, ...told].join('\n  '));
};
