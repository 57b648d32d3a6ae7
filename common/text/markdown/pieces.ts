import type { Inline } from './tree.ts';

/** A run of marks that may begin or end something; what is left of it in the end is text. */
export interface Run {
  readonly kind: 'run';
  readonly mark: string;
  readonly opens: boolean;
  readonly closes: boolean;
  /** Marks that are not used up, and where they stand. */
  left: number;
  start: number;
  end: number;
  /** Number of its line: one mark alone does not reach further. */
  readonly line: number;
}

/** A bracket that may begin the words of a link. */
export interface Opening {
  readonly kind: 'opening';
  readonly text: string;
}

export type Piece = Inline | Run | Opening;

const kinds = { '**': 'strong', __: 'strong', '*': 'emphasis', _: 'emphasis', '~~': 'deleted' } as const;

/** Pairs runs of marks, innermost first, and says where those stand that mean something. Linear: each piece moves inwards, never back. */
export const paired = (pieces: readonly Piece[], onUsed: (at: number) => void): readonly Inline[] => {
  const out: Piece[] = [];
  const open: Record<string, number[]> = { '*': [], _: [], '~': [] };
  for (const piece of pieces) {
    if (piece.kind === 'run' && piece.closes) close(piece, out, open, onUsed);
    if (piece.kind === 'run' && piece.left === 0) continue;
    out.push(piece);
    if (piece.kind === 'run' && piece.opens) open[piece.mark]?.push(out.length - 1);
  }
  return flat(out);
};

const close = (closer: Run, out: Piece[], open: Record<string, number[]>, onUsed: (at: number) => void): void => {
  const same = open[closer.mark] ?? [];
  while (closer.left > 0) {
    const place = same.at(-1);
    const opener = place === undefined ? undefined : (out[place] as Run);
    if (place === undefined || opener === undefined) return;
    const used = Math.min(opener.left, closer.left, 2);
    if (used === 1 && opener.line !== closer.line) return;
    const kind = kinds[closer.mark.repeat(used) as keyof typeof kinds];
    if (kind === undefined) return;
    const children = flat(out.splice(place + 1));
    for (const places of Object.values(open)) while ((places.at(-1) ?? -1) > place) places.pop();
    opener.left -= used;
    opener.end -= used;
    for (let n = 0; n < used; n++) {
      onUsed(opener.end + n);
      onUsed(closer.start + n);
    }
    closer.left -= used;
    closer.start += used;
    if (opener.left === 0) {
      out.pop();
      same.pop();
    }
    out.push({ kind, children });
  }
};

/** What means nothing is text, in one piece with its neighbors. */
export const flat = (pieces: readonly Piece[]): readonly Inline[] => {
  const out: Inline[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') out.push({ kind: 'text', text });
    text = '';
  };
  for (const piece of pieces) {
    if (piece.kind === 'run') text += piece.mark.repeat(piece.left);
    else if (piece.kind === 'opening' || piece.kind === 'text') text += piece.text;
    else {
      flush();
      out.push(piece);
    }
  }
  flush();
  return out;
};
