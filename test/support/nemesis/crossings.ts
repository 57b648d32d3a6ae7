import { decodeContent, type ContentBody } from '../../../common/log/index.ts';
import type { DeviceKey, EntryId, StoredEntry } from '../../../common/model/index.ts';
import type { MemoryDisk } from '../sim/memory-disk.ts';
import type { WhoIs } from './standing.ts';

type Word = Extract<ContentBody, { kind: 'EDIT' | 'DELETE' | 'REACT' }>;

/** What one disk ever had of words about messages. */
interface Known {
  readonly entries: Set<EntryId>;
  readonly deleted: Set<EntryId>;
}

const names = { EDIT: 'an edit', DELETE: 'a deletion', REACT: 'a reaction' } as const;

/** What words about messages meet on their way. */
export const crossings = [
  'an edit came before its message',
  'a deletion came before its message',
  'a reaction came before its message',
  'an edit of a deleted message',
  'a reaction to a deleted message',
  'two devices of one person edited at once',
] as const;

/** Notes in which order words about messages come to each disk. */
export class Crossings {
  readonly #whoIs: WhoIs;
  readonly #known = new Map<MemoryDisk, Known>();
  /** Who edited a message, at which device. */
  readonly #edits = new Map<EntryId, { readonly id: EntryId; readonly device: DeviceKey }[]>();
  readonly seen = new Set<string>();

  constructor(whoIs: WhoIs) {
    this.#whoIs = whoIs;
  }

  /** These are on the disk of `owner` now. */
  onSynced(disk: MemoryDisk, owner: DeviceKey, entries: readonly StoredEntry[]): void {
    const known = this.#known.get(disk) ?? { entries: new Set(), deleted: new Set() };
    this.#known.set(disk, known);
    for (const { entry } of entries) known.entries.add(entry.id);
    for (const { entry } of entries) {
      const word = entry.body && decodeContent(entry.body);
      if (word === undefined || word.kind === 'MESSAGE' || word.kind === 'CLOCK') continue;
      this.#look(known, word);
      if (word.kind === 'EDIT' && entry.device === owner) this.#edited(known, word.entry, entry);
    }
  }

  #look({ entries, deleted }: Known, { kind, entry }: Word): void {
    if (!entries.has(entry)) this.seen.add(`${names[kind]} came before its message`);
    if (kind === 'EDIT' && deleted.has(entry)) this.seen.add('an edit of a deleted message');
    if (kind === 'REACT' && deleted.has(entry)) this.seen.add('a reaction to a deleted message');
    if (kind === 'DELETE') deleted.add(entry);
  }

  /** At once: the one device does not know yet what the other has written. */
  #edited({ entries }: Known, message: EntryId, { id, device }: { id: EntryId; device: DeviceKey }): void {
    const edits = this.#edits.get(message) ?? [];
    const mine = this.#whoIs(device)?.identity;
    const crosses = edits.some(
      (one) => one.device !== device && !entries.has(one.id) && this.#whoIs(one.device)?.identity === mine,
    );
    if (crosses) this.seen.add('two devices of one person edited at once');
    this.#edits.set(message, [...edits, { id, device }]);
  }
}
