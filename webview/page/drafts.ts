import type { Quote } from '../../common/model/index.ts';
import { viewLimits } from '../../common/protocol/view/index.ts';
import { wholeBeginning } from '../../common/text/index.ts';
import { emptyComposer, type Editing, type ComposerState } from '../compose/composer-state.ts';
import type { Edit, Outgoing } from '../state/state.ts';
import type { Host } from '../host.ts';

const debounceMs = 400;

interface Saved {
  readonly room: string;
  readonly draft: string;
  readonly caret?: number;
  readonly reply?: Quote;
  /** The draft that the host has kept last, as far as this page knows. */
  readonly told?: string;
  readonly failed: readonly Outgoing[];
  readonly edits: readonly Edit[];
  /** The text that a message of mine is to get; the draft is stashed then. */
  readonly editing?: Pick<Editing, 'message' | 'was'> & Pick<ComposerState, 'text'>;
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

  /** Reads what this page held before it was hidden. Of that, what could not be sent or saved. */
  restore(): Pick<Saved, 'failed' | 'edits'> {
    this.#before = this.#read();
    const { failed = [], edits = [] } = this.#before ?? {};
    return { failed, edits };
  }

  /** The rest of it, once: when a conversation is there. After a restart there is none at first. */
  takeRestored(): Saved | undefined {
    const before = this.#before;
    this.#before = undefined;
    return before;
  }

  remember(room: string, composer: ComposerState, failed: readonly Outgoing[], edits: readonly Edit[]): void {
    const { editing } = composer;
    const { text, caret, reply } = editing?.stashedDraft ?? composer;
    const told = this.#told?.room === room ? this.#told.text : undefined;
    this.#saved = {
      room,
      draft: text,
      caret,
      ...(reply && { reply }),
      ...(told !== undefined && { told }),
      failed,
      edits,
      ...(editing && { editing: { message: editing.message, was: editing.was, text: composer.text } }),
    };
    this.#host.save(this.#saved);
  }

  /** This is what the host holds. */
  setHostDraft(room: string, text: string): void {
    this.#told = { room, text };
  }

  schedule(room: string, text: string): void {
    this.#unsent = { room, text: wholeBeginning(text, viewLimits.draft) };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), debounceMs);
  }

  #read(): Saved | undefined {
    const saved = this.#host.saved() as Partial<Saved> | null | undefined;
    if (typeof saved?.room !== 'string' || typeof saved.draft !== 'string') return undefined;
    const { room, draft, caret, reply, told, editing } = saved;
    return {
      room,
      draft,
      ...(typeof caret === 'number' && { caret }),
      ...(typeof reply?.id === 'string' && { reply }),
      ...(typeof told === 'string' && { told }),
      failed: (saved.failed ?? []).filter(isFailed),
      edits: saved.edits ?? [],
      ...(editing && { editing }),
    };
  }

  /** Tells the host what is new. What it did not say to have kept, as on the way out, only this page has. */
  flush(): void {
    clearTimeout(this.#timer);
    const unsent = this.#unsent;
    this.#unsent = undefined;
    if (unsent !== undefined) void this.#tell(unsent);
  }

  async #tell(unsent: { readonly room: string; readonly text: string }): Promise<void> {
    const answer = await this.#host.request('draft', unsent);
    if (!answer.ok || !answer.value) return;
    this.#told = unsent;
    if (this.#saved?.room === unsent.room) this.#host.save((this.#saved = { ...this.#saved, told: unsent.text }));
  }
}

/** What was being written: as this page kept it, unless the host has heard that and knows better, for the room has other pages. */
export const restoreComposer = (room: string, draft: string, saved: Saved | undefined): ComposerState => {
  const mine = saved?.room === room ? saved : undefined;
  const stashedDraft = draftOf(draft, mine);
  if (mine?.editing === undefined) return stashedDraft;
  const { text, message, was } = mine.editing;
  return { text, caret: text.length, editing: { message, was, stashedDraft } };
};

const draftOf = (draft: string, mine: Saved | undefined): ComposerState => {
  if (mine === undefined || (mine.draft === mine.told && mine.draft !== draft))
    return { ...emptyComposer, text: draft, caret: draft.length };
  const { draft: text, caret = text.length, reply } = mine;
  return { text, caret: Math.min(caret, text.length), ...(reply && { reply }) };
};

/** An older version of the page may have saved it. */
const isFailed = (value: Partial<Outgoing>): value is Outgoing =>
  value.kind === 'failed' &&
  [value.key, value.room, value.after, value.content].every((text) => typeof text === 'string') &&
  typeof value.at === 'number';
