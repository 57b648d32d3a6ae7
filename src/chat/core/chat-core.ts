import { type AppError, type Disposable, type Env } from '../../../common/base/index.ts';
import {
  limits,
  type Certificate,
  type DeviceKey,
  type LinkEvents,
  type PagedEntry,
  type StoredEntry,
} from '../../../common/model/index.ts';
import type { Push } from '../../../common/protocol/tracker/index.ts';
import type { ChatEvent, ChatHandlers, StateChange } from '../../../common/protocol/chat/index.ts';
import type { Conversation } from './replication/conversation.ts';
import { linkInfo, dialTargets, type Overview } from './overview.ts';
import type { ChatComponents } from './components.ts';
import { wire } from './wiring.ts';
import type { ChatPorts } from './ports.ts';
import { RowEvents } from './timeline/row-events.ts';
import { diskWarning, refusalWarning } from './replication/warnings.ts';

export interface ChatEvents {
  emit(event: ChatEvent): void;
  /** Something of `overview` is different now. */
  changed(change: StateChange): void;
  /** Nobody can know any more what the disk keeps: whoever runs this ends it and opens the history anew. */
  lost(error: AppError): void;
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
  readonly #rowNews: RowEvents;
  #disposed = false;
  /** The last that was told of the disk is that it takes nothing. */
  #diskFailed = false;
  #seek: Disposable | undefined;

  constructor(env: Env, ports: ChatPorts, events: ChatEvents) {
    this.#env = env;
    this.#ports = ports;
    this.#events = events;
    this.#parts = wire(env, ports, {
      onWritten: (...all) => this.#onWritten(...all),
      onDurable: (...all) => this.#onDurable(...all),
      onFailed: (touched) => this.#onFailed(touched),
      onDrained: () => this.#goOn(),
      onLost: (error) => events.lost(error),
      onDisk: () => this.#onDisk(),
      onReceived: ({ room }) => this.#changed({ rooms: [room] }),
      onMembership: (conversation) => this.#onMembership(conversation),
      emit: (event) => events.emit(event),
      onAcknowledged: (...all) => this.#parts.deliveries.onAcknowledged(...all),
      onDelivered: (conversation, entry, delivery) =>
        events.emit({ type: 'delivery', room: conversation.room, entry, delivery }),
      onPresence: (user, presence) => events.emit({ type: 'peer', user, presence }),
      onTyping: (room, who, on) => events.emit({ type: 'typing', room, who, on }),
      onChanged: (change) => this.#changed(change),
      onUnknownRoom: (conversation) => this.#parts.rooms.forget(conversation),
      onRefused: (conversation, error) => events.emit(refusalWarning(conversation, error)),
    });
    this.#rowNews = new RowEvents(this.#parts, (event) => events.emit(event));
    this.overview = this.#parts.overview;
    this.handlers = this.#parts.handlers;
    const edited = Map.groupBy(
      ports.loaded.unread.filter((mark) => mark.edited),
      ({ room }) => room,
    );
    for (const [room, marks] of edited) {
      const conversation = this.#parts.conversations.get(room);
      if (conversation !== undefined) this.#parts.annotationEvents.begin(conversation, marks);
    }
  }

  // what links tell
  judge(certificate: Certificate, verdict: (accepted: boolean) => void): void {
    this.#parts.linkPolicy.authorize(certificate, verdict);
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
    this.#parts.initialSync.onSignedIn();
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

  #onWritten(conversation: Conversation, received: readonly PagedEntry[], pulls: boolean): void {
    this.#changed({ rooms: [conversation.room] });
    conversation.show(received, this.#env.clock.wall() + limits.clockAhead);
    if (conversation.stored.kind === 'self') return;
    conversation.unread.receive(received, conversation.seen);
    this.#rowNews.onReceived(conversation, received, pulls);
    this.#parts.annotationEvents.onShown(conversation, received);
    this.#parts.typing.onReceived(conversation, received);
  }

  #onDurable(conversation: Conversation, entries: readonly StoredEntry[], own: readonly PagedEntry[]): void {
    const control = own.filter(({ kind }) => kind === 'control');
    if (control.length > 0) {
      const { conversations, memberships } = this.#parts;
      conversation.operations.push(...control.flatMap((stored) => conversations.operation(stored) ?? []));
      memberships.evaluateNow(conversation);
      this.#rowNews.onReceived(conversation, control);
    }
    conversation.show(own, this.#env.clock.wall() + limits.clockAhead);
    this.#parts.annotationEvents.onShown(conversation, own);
    this.#parts.sync.onDurable(conversation, entries, own);
    this.#changed({ rooms: [conversation.room] });
  }

  #onMembership(conversation: Conversation): void {
    this.#parts.sync.onMembership(conversation);
    this.#changed({ rooms: [conversation.room] });
    this.#events.emit({ type: 'room', room: conversation.room, deleted: conversation.closed });
  }

  #onFailed(touched: ReadonlySet<Conversation>): void {
    this.#parts.certificates.markAllUnsaved();
    for (const conversation of touched) this.#parts.memberships.evaluateNow(conversation);
    this.#changed({ rooms: [...touched].map(({ room }) => room) });
  }

  #onDisk(): void {
    this.#changed({});
    const { failure, state } = this.#parts.disk;
    const hadFailed = this.#diskFailed;
    this.#diskFailed = failure !== undefined;
    if (failure !== undefined) return this.#events.emit(diskWarning(failure));
    if (!hadFailed)
      return this.#env.logger.log('info', state === 'slow' ? 'the disk is slow' : 'the disk has caught up');
    this.#env.logger.log('info', 'the history can be written again');
    this.#parts.committer.resume();
    this.#goOn();
  }

  /** More may be taken from others again. */
  #goOn(): void {
    this.#parts.sync.retry();
    this.#parts.trackerSync.retry();
  }

  /** Tells whoever shows the overview, and gathers the changes of this turn into one list for the dialler. */
  #changed({ rooms = [], people, ...rest }: StateChange): void {
    if (this.#disposed) return;
    // a conversation shows how its members are
    const shown = [...(people ?? [])].flatMap((identity) => [...this.overview.conversationsWith(identity)]);
    this.#events.changed({ ...rest, rooms: [...rooms, ...shown], people: people ?? [] });
    this.#seek ??= this.#env.clock.setTimer(0, () => {
      this.#seek = undefined;
      this.#ports.links.setDialTargets(dialTargets(this.#parts));
    });
  }
}
