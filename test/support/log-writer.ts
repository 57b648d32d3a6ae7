import {
  annotationOf,
  decodeContent,
  emptyTip,
  encodeBody,
  logId,
  tipAfter,
  writeRun,
  type ContentBody,
  type LogTip,
} from '../../common/log/index.ts';
import type { Entry, EntryId, RoomKey, StoredEntry } from '../../common/model/index.ts';
import type { TestDevice } from './people.ts';

/** Writes one content log, an entry for each body, as a store gets it. */
export class LogWriter {
  readonly #device: TestDevice;
  readonly #room: RoomKey;
  #tip: LogTip = emptyTip;

  constructor(device: TestDevice, room: RoomKey) {
    this.#device = device;
    this.#room = room;
  }

  write(body: ContentBody, ms: number): StoredEntry {
    const { crypto, certificate } = this.#device;
    const items = [{ body: encodeBody(body), clock: { ms, count: 0 } }];
    const log = logId(crypto, this.#room, 'content', certificate.identity);
    const [entry] = writeRun(crypto, log, certificate.device, this.#tip, items) as [Entry];
    this.#tip = tipAfter(entry);
    const about = annotationOf(entry, decodeContent(items[0]?.body ?? new Uint8Array(0)));
    const more = { received: ms, viaCatchUp: false, countsAsUnread: false, mention: false, ...(about && { about }) };
    return { room: this.#room, kind: 'content', author: certificate.author, entry, ...more };
  }

  say(content: string, ms: number): StoredEntry {
    return this.write({ kind: 'MESSAGE', content }, ms);
  }

  edit(entry: EntryId, content: string, ms: number): StoredEntry {
    return this.write({ kind: 'EDIT', entry, content }, ms);
  }

  remove(entry: EntryId, ms: number, edits: readonly EntryId[] = []): StoredEntry {
    return this.write({ kind: 'DELETE', entry, edits }, ms);
  }

  react(entry: EntryId, emoji: string, on: boolean, ms: number): StoredEntry {
    return this.write({ kind: 'REACT', entry, emoji, on }, ms);
  }
}
