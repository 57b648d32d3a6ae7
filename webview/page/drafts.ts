import { viewLimits, type Quote } from '../../common/protocol/view/index.ts';
import { nothingWritten, type Writing } from '../compose/writing.ts';
import type { Outgoing } from '../state/state.ts';
import type { Host } from '../host.ts';

const quiet = 400;

interface Saved {
  readonly room: string;
  readonly draft: string;
  readonly caret?: number;
  readonly reply?: Quote;
  /** The draft that the host was told last, while the page was alive. */
  readonly told?: string;
  readonly failed: readonly Outgoing[];
}

/** Keeps what is being written: at once in the page's own memory, and with the host once the typing pauses. */
export class Drafts {
  readonly #host: Host;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsent: { readonly room: string; readonly text: string } | undefined;
  #told: { readonly room: string; readonly text: string } | undefined;
  #saved: Saved | undefined;
  #before: Saved | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Reads what this page held before it was hidden. Of that, what could not be sent. */
  restore(): readonly Outgoing[] {
    this.#before = this.#read();
    return this.#before?.failed ?? [];
  }

  /** The rest of it, once: when a conversation is there. After a restart there is none at first. */
  taken(): Saved | undefined {
    const before = this.#before;
    this.#before = undefined;
    return before;
  }

  remember(room: string, { text, caret, reply }: Writing, failed: readonly Outgoing[]): void {
    const told = this.#told?.room === room ? this.#told.text : undefined;
    this.#saved = {
      room,
      draft: text,
      caret,
      ...(reply && { reply }),
      ...(told !== undefined && { told }),
      failed,
    };
    this.#host.save(this.#saved);
  }

  /** This is what the host holds. */
  opened(room: string, text: string): void {
    this.#told = { room, text };
  }

  typed(room: string, text: string): void {
    this.#unsent = { room, text: text.slice(0, viewLimits.draft) };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.tell(), quiet);
  }

  /** Tells the host what is new. */
  tell(): void {
    const unsent = this.#unsent;
    this.flush();
    if (unsent === undefined) return;
    this.#told = unsent;
    if (this.#saved?.room === unsent.room) this.#host.save((this.#saved = { ...this.#saved, told: unsent.text }));
  }

  #read(): Saved | undefined {
    const saved = this.#host.saved() as Partial<Saved> | null | undefined;
    if (typeof saved?.room !== 'string' || typeof saved.draft !== 'string') return undefined;
    const { room, draft, caret, reply, told } = saved;
    return {
      room,
      draft,
      ...(typeof caret === 'number' && { caret }),
      ...(typeof reply?.id === 'string' && { reply }),
      ...(typeof told === 'string' && { told }),
      failed: (saved.failed ?? []).filter(isFailed),
    };
  }

  /** The same on the way out, where nobody knows whether the host still hears it. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#unsent !== undefined) this.#host.draft(this.#unsent.room, this.#unsent.text);
    this.#unsent = undefined;
  }
}

/** What was being written: as this page kept it, unless the host has heard that and knows better, for the room has other pages. */
export const writingOf = (room: string, draft: string, saved: Saved | undefined): Writing => {
  const mine = saved?.room === room ? saved : undefined;
  if (mine === undefined || (mine.draft === mine.told && mine.draft !== draft))
    return { ...nothingWritten, text: draft, caret: draft.length };
  const { draft: text, caret = text.length, reply } = mine;
  return { text, caret: Math.min(caret, text.length), ...(reply && { reply }) };
};

/** An older version of the page may have saved it. */
const isFailed = (value: Partial<Outgoing>): value is Outgoing =>
  value.kind === 'failed' &&
  [value.key, value.room, value.after, value.content].every((text) => typeof text === 'string') &&
  typeof value.at === 'number';
