import { t } from '../l10n.ts';
import { onKeys } from '../keys/guard.ts';
import { codeBlock } from './code-block.ts';
import type { MarkupActions, MarkupContext } from './context.ts';
import { linkOf } from './links.ts';
import { element } from './nodes.ts';

/** Everything in a message that the keyboard has to reach. */
export const controlsOf = (node: ParentNode): readonly HTMLElement[] => [
  ...node.querySelectorAll<HTMLElement>('button, [role=link], .scroll'),
];

/** Gives purified nodes what only we may give: behaviour, roles, names. */
export const enhance = (nodes: DocumentFragment, context: MarkupContext): void => {
  for (const link of nodes.querySelectorAll('a')) enhanceLink(link, context.actions);
  for (const pre of nodes.querySelectorAll('pre')) codeBlock(pre, context);
  for (const table of nodes.querySelectorAll('table')) {
    const box = element('div', 'table scroll');
    table.replaceWith(box);
    box.append(table);
  }
  for (const box of nodes.querySelectorAll('input')) {
    box.ariaLabel = box.checked ? t('Done') : t('To do');
    box.closest('li')?.classList.add('task');
  }
  for (const block of nodes.querySelectorAll<HTMLElement>('p, li, td, th')) block.dir = 'auto';
};

/** A link without an address of its own: nothing that happens to it can lead the page away. */
const enhanceLink = (link: HTMLAnchorElement, actions: MarkupActions): void => {
  const url = linkOf(link.dataset['url'] ?? '')?.href;
  if (url === undefined) return;
  delete link.dataset['url'];
  link.role = 'link';
  link.tabIndex = -1;
  link.title = url;
  link.addEventListener('click', () => actions.openLink(url));
  link.addEventListener(
    'keydown',
    onKeys((event) => {
      if (event.key === 'Enter') actions.openLink(url);
    }),
  );
};
