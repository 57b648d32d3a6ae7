import { type AppError, type Disposable, type Env } from '../../../common/base/index.ts';
import type { Certificate, DeviceKey, LinkEvents, PagedEntry, StoredEntry } from '../../../common/model/index.ts';
import type { Push } from '../../../common/protocol/tracker/index.ts';
import type { ChatEvent, ChatHandlers, StateChange } from '../../../common/protocol/chat/index.ts';
import type { Conversation } from './replication/conversation.ts';
import { linkInfo, targets, type Overview } from './overview.ts';
import { wire, type ChatComponents } from './wiring.ts';
import type { ChatPorts } from './ports.ts';
import { RowNews } from './timeline/row-news.ts';
import { diskWarning, refusalWarning } from './replication/warnings.ts';
import { atEnd } from './timeline/rows.ts';

export interface ChatEvents {
  emit(event: ChatEvent): void;
  /** Something of `overview` is different now. */
  changed(change: StateChange): void;
}

/** The chat of one signed-in account: events in, calls out, no promise and no clock of its own. */
export class ChatCore implements LinkEvents, Disposable {
  /** What there is to see. */
  readonly overview: Overview;
  /** What a person wants. */
  readonly handlers: ChatHandlers;
  readonly #env: Env;
  readonly #ports: ChatPorts;
  readonly #events: ChatEvents;
  readonly #parts: ChatComponents;
  readonly #rowNews: RowNews;
  #disposed = false;
  #seek: Disposable | undefined;

  constructor(env: Env, ports: ChatPorts, events: ChatEvents) {
    this.#env = env;
    this.#ports = ports;
    this.#events = events;
    this.#parts = wire(env, ports, {
      onCommitted: (...all) => this.#onCommitted(...all),
      onFailed: (touched, lost) => this.#onFailed(touched, lost),
      onDisk: (trouble) => this.#onDisk(trouble),
      onReceived: (...all) => this.#onReceived(...all),
      onMembership: (conversation) => this.#onMembership(conversation),
      emit: (event) => events.emit(event),
      onAcknowledged: (...all) => this.#parts.deliveries.onAcknowledged(...all),
      onDelivered: (conversation, entry, delivery) =>
        events.emit({ type: 'delivery', room: conversation.room, entry, delivery }),
      onPresence: (user, presence) => events.emit({ type: 'peer', user, presence }),
      onTyping: (room, who, on) => events.emit({ type: 'typing', room, who, on }),
      onChanged: (change) => this.#changed(change),
      onForeign: (conversation) => this.#parts.rooms.forget(conversation),
      onRefused: (conversation, error) => events.emit(refusalWarning(conversation, error)),
    });
    this.#rowNews = new RowNews(this.#parts, (event) => events.emit(event));
    this.overview = this.#parts.overview;
    this.handlers = this.#parts.handlers;
  }

  // what links tell
  judge(certificate: Certificate, verdict: (accepted: boolean) => void): void {
    this.#parts.gate.judge(certificate, verdict);
  }

  onUse(certificate: Certificate): void {
    this.#parts.sync.onUse(certificate);
    this.#changed({ people: [certificate.identity] });
    this.#events.emit({ type: 'link', link: linkInfo(certificate), up: true });
  }

  onDown(device: DeviceKey): void {
    const certificate = this.#parts.certificates.get(device);
    this.#parts.sync.onDown(device);
    if (certificate === undefined) return;
    this.#changed({ people: [certificate.identity] });
    this.#events.emit({ type: 'link', link: linkInfo(certificate), up: false });
  }

  onFrame(device: DeviceKey, type: number, body: Uint8Array): void {
    this.#parts.sync.onFrame(device, type, body);
  }

  // what the tracker tells
  onSignedIn(): void {
    this.#parts.trackerSync.onSignedIn();
    this.#parts.caughtUp.onSignedIn();
  }

  onSignedOut(): void {
    this.#parts.trackerSync.onSignedOut();
  }

  onPush(push: Push): void {
    this.#parts.trackerSync.onPush(push);
  }

  /** The address of this device is known or has changed. */
  announce(): void {
    this.#parts.trackerSync.announce();
  }

  /** Others may know now what I have read, or not any more. */
  receiptsChanged(): void {
    this.#parts.selfRoom.receiptsChanged();
  }

  /** I let others see something else of me. */
  presenceChanged(): void {
    this.#changed({ people: [this.#parts.me.identity] });
  }

  dispose(): void {
    this.#disposed = true;
    this.#seek?.dispose();
    this.#parts.dispose();
  }

  #onCommitted(conversation: Conversation, entries: readonly StoredEntry[], written: readonly StoredEntry[]): void {
    const own = written.filter(({ kind }) => kind === 'control');
    if (own.length > 0) {
      const { conversations, memberships } = this.#parts;
      conversation.operations.push(...own.flatMap((stored) => conversations.operation(stored) ?? []));
      memberships.run(conversation);
      this.#rowNews.tell(conversation, own.map(atEnd));
    }
    this.#rowNews.onCommitted(conversation, entries);
    this.#parts.amended.onCommitted(conversation, entries);
    this.#parts.sync.onCommitted(conversation, entries, written);
    this.#changed({ rooms: [conversation.room] });
  }

  #onReceived(conversation: Conversation, entries: readonly PagedEntry[], pulls: boolean): void {
    this.#changed({ rooms: [conversation.room] });
    if (conversation.stored.kind === 'self') return;
    this.#rowNews.tell(conversation, entries, pulls);
    this.#parts.typing.onReceived(conversation, entries);
  }

  #onMembership(conversation: Conversation): void {
    this.#parts.sync.onMembership(conversation);
    this.#changed({ rooms: [conversation.room] });
    this.#events.emit({ type: 'room', room: conversation.room, deleted: conversation.closed });
  }

  #onFailed(touched: ReadonlySet<Conversation>, lost: readonly StoredEntry[]): void {
    this.#parts.certificates.unsave();
    this.#rowNews.lost(lost);
    for (const conversation of touched) this.#parts.memberships.run(conversation);
    this.#changed({ rooms: [...touched].map(({ room }) => room) });
  }

  #onDisk(trouble: AppError | undefined): void {
    this.#changed({});
    if (trouble !== undefined) return this.#events.emit(diskWarning(trouble));
    this.#env.logger.log('info', 'the history can be written again');
    this.#parts.committer.resume();
    this.#parts.sync.retry();
    this.#parts.trackerSync.retry();
  }

  /** Tells whoever shows the overview, and gathers the changes of this turn into one list for the dialler. */
  #changed({ rooms = [], people, ...rest }: StateChange): void {
    if (this.#disposed) return;
    // a conversation shows how its members are
    const shown = [...(people ?? [])].flatMap((identity) => [...this.overview.conversationsWith(identity)]);
    this.#events.changed({ ...rest, rooms: [...rooms, ...shown], people: people ?? [] });
    this.#seek ??= this.#env.clock.after(0, () => {
      this.#seek = undefined;
      this.#ports.links.seek(targets(this.#parts));
    });
  }
}
