import { flat } from './pieces.ts';
import type { Inline } from './tree.ts';

const destination = /\((?:<([^<>\n]{1,2000})>|((?:[^\s()<>]|\([^\s()<>]*\)){1,2000}))\)/y;

/** The address of a link that follows its words, in brackets. Its length is 0 if there is none that leads out of the text. */
export const destinationAt = (text: string, at: number): { readonly address: string; readonly length: number } => {
  destination.lastIndex = at;
  const [whole = '', angled, plain = ''] = destination.exec(text) ?? [];
  const address = angled ?? plain;
  return /^(?:https?:\/\/|mailto:)/i.test(address) ? { address, length: whole.length } : { address: '', length: 0 };
};

/** Words of a link call nobody. */
export const quietly = (children: readonly Inline[]): readonly Inline[] =>
  flat(
    children.map((child) =>
      child.kind === 'call'
        ? { kind: 'text', text: child.text }
        : 'children' in child
          ? { ...child, children: quietly(child.children) }
          : child,
    ),
  );
