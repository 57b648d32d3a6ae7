import { annotationCounts } from '../../common/membership/index.ts';
import {
  identityOf,
  type AnnotationTarget,
  type AuthorKey,
  type EntryId,
  type PagedEntry,
  type RoomKey,
  type StoredEntry,
} from '../../common/model/index.ts';
import type { EntryIds } from './entry-ids.ts';
import { entryColumns, type EntryReader } from './entry-reader.ts';
import type { RoomOwners } from './room-owners.ts';
import type { SqlRow, Statements } from './statements.ts';

/** How the column `act` says what a body is. */
const acts = { EDIT: 0, DELETE: 1, REACT: 2 } as const;

/** Annotations of one entry that are read; far more than a room full of people with several devices says. */
const maxAnnotations = 5000;

/** What entries say about others: kept beside them, whichever comes first. Bodies that are deleted go here. */
export class Annotations {
  readonly #sql: Statements;
  readonly #reader: EntryReader;
  readonly #ids: EntryIds;
  readonly #owners: RoomOwners;
  /** Whether anything has been deleted in a room, by its number: in most nothing was, and who writes asks for each entry. */
  readonly #hasDeletions = new Map<number, boolean>();
  /** Bodies have been deleted that may still stand in the WAL. */
  walDirty = false;

  constructor(sql: Statements, reader: EntryReader, ids: EntryIds, owners: RoomOwners) {
    this.#sql = sql;
    this.#reader = reader;
    this.#ids = ids;
    this.#owners = owners;
  }

  /** The tables are not what they were: a transaction was undone, a room has gone. */
  reset(): void {
    this.#owners.reset();
    this.#hasDeletions.clear();
  }

  /** Whether a deletion that is held and counts names this entry: its body must not be stored. */
  deleted(room: number, { author, entry, kind, about }: StoredEntry): boolean {
    if (kind === 'control' || (about !== undefined && about.kind !== 'EDIT') || !this.#mayBeDeleted(room)) return false;
    return this.#isDeleted(room, entry.id, about?.entry ?? '', author);
  }

  /** The room's owner is known from now on: what they deleted before that goes too. */
  onGenesis(room: number): void {
    for (const { target, detail } of this.#sql.all('SELECT target, detail FROM about WHERE room = ? AND act = 1', room))
      this.#eraseBody(room, target as EntryId, detail as string);
  }

  /** Keeps what a new entry says, and takes the bodies that go with it. */
  add(room: number, { author, entry: { seq } }: StoredEntry, about: AnnotationTarget): void {
    const add = (target: EntryId, detail: string): void => {
      const values = [room, target, acts[about.kind], author, detail, seq];
      this.#sql.run('INSERT INTO about VALUES (?, ?, ?, ?, ?, ?)', ...values);
    };
    if (about.kind !== 'DELETE') return add(about.entry, about.kind === 'REACT' ? about.emoji : '');
    const edits = new Set(about.edits.filter((id) => id !== about.entry));
    this.#hasDeletions.set(room, true);
    const named = [{ id: about.entry, detail: '' }, ...[...edits].map((id) => ({ id, detail: about.entry }))];
    for (const { id, detail } of named) add(id, detail);
    for (const { id, detail } of named) this.#eraseBody(room, id, detail);
  }

  /** What was said about each of these: of each device the newest edit, the newest deletion, the newest word on each emoji. */
  about(room: number, key: RoomKey, ids: readonly EntryId[]): PagedEntry[] {
    // CROSS keeps the order: the planner would rather go through all entries of the room
    const sql = `SELECT ${entryColumns}, act, detail FROM
      (SELECT act, device, detail, max(seq) AS seq FROM about
       WHERE room = ?1 AND target = ?2 AND (act <> 1 OR detail = '') AND (act = 1 OR NOT EXISTS (SELECT 1 FROM log AS l JOIN entry AS e
       ON e.log = l.number WHERE l.room = ?1 AND l.kind = 0 AND l.author = about.device AND e.seq = about.seq AND e.aside = 1))
       GROUP BY act, device, detail LIMIT ?3) AS said
      CROSS JOIN log ON log.room = ?1 AND log.kind = 0 AND log.author = said.device
      CROSS JOIN entry ON entry.log = log.number AND entry.seq = said.seq`;
    return ids
      .filter((id) => this.#isNamed(room, id))
      .flatMap((id) =>
        this.#sql.all(sql, room, id, maxAnnotations).map((row) => ({
          ...this.#reader.read(key, row),
          about: aboutOf(id, row),
        })),
      );
  }

  /** Of most nothing is said, and this costs a twentieth of what reading it does. */
  #isNamed(room: number, id: EntryId): boolean {
    return this.#sql.get('SELECT 1 FROM about WHERE room = ? AND target = ? LIMIT 1', room, id) !== undefined;
  }

  #mayBeDeleted(room: number): boolean {
    const known = this.#hasDeletions.get(room);
    if (known !== undefined) return known;
    const found = this.#sql.get('SELECT 1 FROM about WHERE room = ? AND act = 1 LIMIT 1', room) !== undefined;
    this.#hasDeletions.set(room, found);
    return found;
  }

  /** A row, or an edit of the message `detail`, if it is here and was written by somebody whose texts the deletion may take. */
  #eraseBody(room: number, id: EntryId, detail: string): void {
    const number = this.#ids.numberOf(id);
    const row = this.#sql.get(
      `SELECT log.author, seq, is_row FROM entry JOIN log ON log.number = entry.log
       WHERE entry.number = ? AND entry.room = ? AND entry.kind = 0 AND body IS NOT NULL`,
      number,
      room,
    );
    if (row === undefined) return;
    const { author = null, seq = null, is_row: isRow } = row;
    const fits =
      detail === ''
        ? isRow === 1
        : this.#sql.get(
            'SELECT 1 FROM about WHERE room = ? AND target = ? AND act = 0 AND device = ? AND seq = ?',
            room,
            detail,
            author,
            seq,
          ) !== undefined;
    if (!fits || !this.#isDeleted(room, id, detail, author as AuthorKey)) return;
    this.#sql.run('UPDATE entry SET body = NULL WHERE number = ?', number);
    this.walDirty = true;
  }

  /** Whether a deletion that counts names this entry of an author; `detail`: as an edit of that message. */
  #isDeleted(room: number, id: string, detail: string, by: AuthorKey): boolean {
    const sql = 'SELECT DISTINCT device FROM about WHERE room = ? AND target = ? AND act = 1 AND detail = ?';
    const deletions = this.#sql.all(sql, room, id, detail);
    if (deletions.length === 0) return false;
    const message = { author: identityOf(by), owner: this.#owners.of(room) };
    return deletions.some((row) => annotationCounts('DELETE', identityOf(row['device'] as AuthorKey), message));
  }
}

const aboutOf = (entry: EntryId, { act, detail }: SqlRow): AnnotationTarget => {
  if (act === acts.EDIT) return { kind: 'EDIT', entry };
  if (act === acts.REACT) return { kind: 'REACT', entry, emoji: detail as string };
  return { kind: 'DELETE', entry, edits: [] };
};
