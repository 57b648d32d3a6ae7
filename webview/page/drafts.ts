import { viewLimits } from '../../common/protocol/view/index.ts';
import type { Outgoing } from '../state/state.ts';
import type { Host } from '../host.ts';

const quiet = 400;

interface Saved {
  readonly room: string;
  readonly draft: string;
  readonly failed: readonly Outgoing[];
}

/** Keeps what is being written: at once in the page's own memory, and with the host once the typing pauses. */
export class Drafts {
  readonly #host: Host;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsent: { readonly room: string; readonly text: string } | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** What this page held before it was hidden. */
  restore(): Saved | undefined {
    const saved = this.#host.saved() as Partial<Saved> | null | undefined;
    if (typeof saved?.room !== 'string' || typeof saved.draft !== 'string') return undefined;
    return { room: saved.room, draft: saved.draft, failed: (saved.failed ?? []).filter(isFailed) };
  }

  remember(room: string, draft: string, failed: readonly Outgoing[]): void {
    this.#host.save({ room, draft, failed } satisfies Saved);
  }

  typed(room: string, text: string): void {
    this.#unsent = { room, text: text.slice(0, viewLimits.draft) };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), quiet);
  }

  flush(): void {
    clearTimeout(this.#timer);
    if (this.#unsent !== undefined) this.#host.draft(this.#unsent.room, this.#unsent.text);
    this.#unsent = undefined;
  }
}

/** An older version of the page may have saved it. */
const isFailed = (value: Partial<Outgoing>): value is Outgoing =>
  value.kind === 'failed' &&
  [value.key, value.room, value.after, value.content].every((text) => typeof text === 'string') &&
  typeof value.at === 'number';
