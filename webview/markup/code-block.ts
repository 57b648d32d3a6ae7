import { t } from '../l10n.ts';
import { languageName } from './highlight.ts';
import type { MarkupContext } from './context.ts';
import { originalOf } from './hidden.ts';
import { markupLimits } from './limits.ts';
import { button, element, iconButton } from './nodes.ts';

/** Puts a block of code into its frame: language, tools that are always in sight, and a fold if it is long. */
export const codeBlock = (pre: HTMLPreElement, { canInsert, actions }: MarkupContext): void => {
  const code = originalOf(pre);
  const language = pre.firstElementChild?.className.replace('language-', '') ?? '';
  const frame = element('div', 'code');
  const head = element('div', 'code-head');
  const label = element('span', 'lang');
  const title = pre.dataset['title'] ?? '';
  label.textContent = `${language === '' ? t('Plain text') : languageName(language)} ${title}`.trimEnd();
  const tools = element('span', 'acts');
  tools.append(iconButton(t('Copy'), 'copy', () => actions.copy(code)));
  if (canInsert) tools.append(iconButton(t('Insert at Cursor'), 'insert', () => actions.insertCode(code)));
  head.append(label, tools);
  pre.replaceWith(frame);
  pre.classList.add('scroll');
  frame.append(head, pre);
  const lines = code.split('\n').length;
  if (lines > markupLimits.foldAbove) frame.append(fold(pre, lines, () => actions.resized()));
};

const fold = (pre: HTMLPreElement, lines: number, resized: () => void): HTMLButtonElement => {
  pre.classList.add('folded');
  const all = button(t('Show all {0} lines', lines), 'act unfold', () => {
    const folded = pre.classList.toggle('folded');
    if (folded) pre.scrollTop = 0;
    all.textContent = folded ? t('Show all {0} lines', lines) : t('Show fewer lines');
    all.ariaExpanded = String(!folded);
    resized();
  });
  all.ariaExpanded = 'false';
  return all;
};
