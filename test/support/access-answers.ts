import { AppError, Later, silentLogger, type ErrorCode } from '../../common/base/index.ts';
import { emptyTip, encodeBody, entryToBytes, entryToJson, tipAfter, writeRun } from '../../common/log/index.ts';
import {
  authorKey,
  type Batch,
  type Certificate,
  type IdentityKey,
  type Row,
  type StoredEntry,
} from '../../common/model/index.ts';
import type { Conversation, ParamsOf } from '../../common/protocol/chat/index.ts';
import { ChatCore, type Tracker } from '../../src/chat/index.ts';
import { roomsModel } from '../../src/vscode/model/rooms-model.ts';
import { deleteRoom } from '../../tracker-server/src/handlers/room/delete-room.ts';
import { joinRoom } from '../../tracker-server/src/handlers/room/join-room.ts';
import { leaveRoom } from '../../tracker-server/src/handlers/room/leave-room.ts';
import { RoomCache } from '../../tracker-server/src/rooms/room-cache.ts';
import { testTracker } from './tracker-keys.ts';
import type { TrackerContext } from '../../tracker-server/src/tracker-context.ts';
import { messageMenu } from '../../webview/components/message-menu.ts';
import { roomMenu } from '../../webview/components/room-menu.ts';
import type { Actions, View } from '../../webview/components/view.ts';
import { layout } from '../../webview/state/layout.ts';
import { initialState } from '../../webview/state/state.ts';
import { aState } from './chat-samples.ts';
import { fixedRandom, ManualClock } from './manual-clock.ts';
import type { TestDevice } from './people.ts';
import { MemoryDisk } from './sim/memory-disk.ts';
import { MemoryStore } from './sim/memory-store.ts';
import type { TestGroup } from './test-group.ts';

// What engine, tracker, page and trees of the product say to the same question.

/** OK, or the code of the error. */
export type Answer = 'OK' | ErrorCode;

/** A room as everybody holds it: its control log and some messages. */
export interface HeldRoom {
  readonly group: TestGroup;
  readonly messages: readonly StoredEntry[];
  readonly certificates: readonly Certificate[];
  /** Somebody else has all of it. */
  readonly delivered: boolean;
}

const answerOf = (result: unknown): Answer => (result instanceof AppError ? result.code : 'OK');

/** Believes everything, and knows nothing that is new. */
const credulous: Tracker = {
  request: () => Later.of({ certs: [], entries: [] } as never),
};

type RoomQuestion = 'joinRoom' | 'leaveRoom' | 'deleteRoom';
type MessageQuestion = 'edit' | 'deleteMessage' | 'react';

/** The chat core of a device that holds the room. */
export class Engine implements Disposable {
  readonly #clock = new ManualClock();
  readonly #core: ChatCore;
  readonly #room: HeldRoom;

  constructor(room: HeldRoom, me: TestDevice) {
    const clock = this.#clock;
    this.#room = room;
    const store = new MemoryStore(new MemoryDisk(), clock);
    const control = room.group.operations.map(({ author, entry }): StoredEntry => ({
      ...plain(room),
      kind: 'control',
      author: authorKey({ ...author, device: entry.device }),
      entry,
    }));
    store.write({
      rooms: [{ room: room.group.room, kind: 'group' }],
      certificates: room.certificates.map(({ bytes }) => bytes),
      entries: [...control, ...room.messages.map((stored) => ({ ...stored, audience: 0 }))],
      ...receiptsOf(room, me.certificate),
    });
    const net = { listen: () => nothing, dial: () => nothing, interfaces: () => [] };
    const env = { clock, crypto: me.crypto, net, logger: silentLogger, turn: clock.turn, trace: () => {} };
    this.#core = new ChatCore(
      { ...env, random: fixedRandom(0.5) },
      {
        me: me.certificate,
        authority: testTracker,
        store,
        programDate: 0,
        loaded: store.load(),
        links: { send: () => {}, requestRoom: () => true, setDialTargets: () => {}, refuse: () => {} },
        tracker: credulous,
        announcement: () => undefined,
        presence: () => 'online',
        receipts: () => true,
      },
      { emit: () => {}, changed: () => {}, lost: () => {} },
    );
    clock.advance(5000);
  }

  /** As it shows the room; undefined where it does not. */
  get shown(): Conversation | undefined {
    return this.#core.overview.conversation(this.#room.group.room);
  }

  get rows(): readonly Row[] {
    let rows: readonly Row[] = [];
    const { room } = this.#room.group;
    Later.try(() => this.#core.handlers.history({ room, limit: 100, kinds: 'content' })).listen(
      (page) => ({ rows } = page),
      () => {},
    );
    return rows.filter(({ kind }) => kind === 'message');
  }

  ask(verb: RoomQuestion): Answer {
    const { room } = this.#room.group;
    return this.#ask<unknown>(() => this.#core.handlers[verb]({ room }));
  }

  send(): Answer {
    const { room } = this.#room.group;
    return this.#ask(() => this.#core.handlers.send({ room, content: 'more' }));
  }

  askOf(verb: MessageQuestion, { id }: Row): Answer {
    const entry = id as ParamsOf<'edit'>['entry'];
    const { handlers } = this.#core;
    return this.#ask(() => {
      if (verb === 'edit') return handlers.edit({ entry, content: 'otherwise' });
      if (verb === 'react') return handlers.react({ entry, emoji: '👍', on: true });
      return handlers.deleteMessage({ entry });
    });
  }

  [Symbol.dispose](): void {
    this.#core.dispose();
    this.#clock.advance(5000);
  }

  #ask<T>(ask: () => T | Later<T>): Answer {
    const answer = Later.try(ask);
    this.#clock.advance(5000);
    const { outcome } = answer;
    if (outcome === undefined) throw new Error('no answer came');
    return outcome.ok ? 'OK' : outcome.error.code;
  }
}

/** Everybody else could get what I wrote, and one of them may have it. */
const receiptsOf = (
  { group: { room }, certificates, delivered, messages }: HeldRoom,
  { identity, author }: Certificate,
): Batch => {
  const others = certificates.filter((one) => one.identity !== identity);
  const rise = { from: 0, at: 0 };
  const counts = { room, author, kind: 'content', prefix: 1, read: 0, prefixRise: rise, readRise: rise } as const;
  const having = delivered ? others.slice(0, 1).map((other) => other.author) : [];
  return {
    audiences: [{ room, version: 0, members: [...new Set(others.map((one) => one.identity))] }],
    peerHave: messages.slice(0, 1).flatMap(({ entry: { id } }) => having.map((peer) => ({ ...counts, peer, id }))),
  };
};

const nothing = { dispose: () => {} };

const plain = ({ group: { room } }: HeldRoom): Omit<StoredEntry, 'author' | 'kind' | 'entry'> => ({
  room,
  received: 0,
  viaCatchUp: false,
  countsAsUnread: false,
  mention: false,
});

const handlers = { joinRoom, leaveRoom, deleteRoom };
const kinds = { joinRoom: 'JOIN', leaveRoom: 'LEAVE', deleteRoom: 'CLOSE' } as const;

/** What the tracker answers somebody who signs and submits it without asking. */
export const trackerAnswer = async (
  verb: RoomQuestion,
  { group, certificates }: HeldRoom,
  { certificate, crypto }: TestDevice,
): Promise<Answer> => {
  const { room, operations } = group;
  const own = operations.filter(({ entry }) => entry.device === certificate.device).map(({ entry }) => entry);
  const tip = own.reduce((_, entry) => tipAfter(entry), emptyTip);
  const body = encodeBody({ kind: kinds[verb], after: group.heads({ certificate }, operations) });
  const clock = { ms: tip.prefix, count: 0 };
  const entries = writeRun(crypto, group.logOf({ certificate }), certificate.device, tip, [{ body, clock }]).map(
    entryToJson,
  );
  const verifier = { crypto, identity: testTracker };
  const context = {
    ...verifier,
    clock: new ManualClock(),
    roomCache: new RoomCache(verifier, repositoryOf(group, certificates)),
    users: { reserve: () => Promise.resolve() },
    roomBroadcaster: { broadcast: () => Promise.resolve() },
    peers: { certificatesOf: () => Promise.resolve([certificate.bytes]) },
    views: { detail: () => Promise.resolve({}) },
  } as unknown as TrackerContext;
  const actor = certificate as unknown as Parameters<typeof leaveRoom>[1];
  const never = undefined as unknown as Parameters<typeof leaveRoom>[3];
  return handlers[verb](context, actor, { roomId: room, entries }, never).then(answerOf, (error: unknown) => {
    const { code, message } = AppError.from(error);
    if (code === 'INTERNAL') throw new Error(message);
    return code;
  });
};

const repositoryOf = (
  group: TestGroup,
  certificates: readonly Certificate[],
): ConstructorParameters<typeof RoomCache>[1] =>
  ({
    log: () =>
      Promise.resolve({
        entries: group.operations.map(({ entry }) => ({ entry: entryToBytes(entry) })),
        certificates: certificates.map(({ bytes }) => bytes),
      }),
    store: () => Promise.resolve(true),
  }) as unknown as ConstructorParameters<typeof RoomCache>[1];

const labels = (groups: readonly (readonly { readonly label: string }[])[]): readonly string[] =>
  groups.flat().map(({ label }) => label);
const at = { top: 0, bottom: 0, left: 0, right: 0 } as DOMRect;
const noActions = {} as Actions;

/** What the page's menu of the conversation holds. */
export const pageOffers = (shown: Conversation): readonly string[] => labels(roomMenu(headerOf(shown), at, noActions));

/** What the menu of the editor's tree goes by. */
export const treeOffers = (shown: Conversation): readonly string[] =>
  roomsModel(aState({ conversations: [shown] }))
    .flatMap((node) => [node, ...(node.children ?? [])])
    .find(({ room }) => room === shown.room)
    ?.contextValue.split(';') ?? [];

/** What the page's menu of each message holds, by its id. */
export const messageOffers = (
  shown: Conversation,
  rows: readonly Row[],
  me: { readonly identity: IdentityKey; readonly username: string },
): ReadonlyMap<string, readonly string[]> => {
  const state = { ...initialState, screen: 'chat' as const, me, header: headerOf(shown), rows };
  const items = layout(state).filter((item) => item.kind === 'message');
  return new Map(
    items.map((item) => [item.key, labels(messageMenu({ state } as unknown as View, item, at, '', noActions))]),
  );
};

const headerOf = (shown: Conversation): Parameters<typeof roomMenu>[0] => shown;
