import type { Disposable, Env } from '../../../common/base/index.ts';
import type { Certificate, ClockReading, DeviceKey, LinkEvents, LinkVerdict } from '../../../common/model/index.ts';
import type { Push } from '../../../common/protocol/tracker/index.ts';
import type { ChatEvent, ChatHandlers } from '../../../common/protocol/chat/index.ts';
import type { ChatComponents, ChatEvents } from './components.ts';
import { linkInfo, type Overview } from './overview.ts';
import type { ChatPorts } from './ports.ts';
import { wire } from './wiring.ts';

/** The chat of one signed-in account: events in, calls out, no promise and no clock of its own. */
export class ChatCore implements LinkEvents, Disposable {
  /** What there is to see. */
  readonly overview: Overview;
  /** What a person wants. */
  readonly handlers: ChatHandlers;
  readonly onFrame: LinkEvents['onFrame'];
  readonly #emit: (event: ChatEvent) => void;
  readonly #parts: ChatComponents;

  constructor(env: Env, ports: ChatPorts, events: ChatEvents) {
    this.#emit = (event) => events.emit(event);
    this.#parts = wire(env, ports, events);
    this.overview = this.#parts.overview;
    this.handlers = this.#parts.handlers;
    this.onFrame = this.#parts.sync.onFrame;
  }

  // what links tell
  authorize(certificate: Certificate): LinkVerdict {
    return this.#parts.linkPolicy.authorize(certificate);
  }

  onUse(certificate: Certificate, time?: ClockReading): void {
    if (time !== undefined) this.#parts.ownClock.onPeer(certificate, time);
    if (this.authorize(certificate) === 'known') this.#parts.reachedDevices.onLinked(certificate);
    this.#parts.sync.onUse(certificate);
    this.#parts.changes.changed({ people: [certificate.identity] });
    this.#emit({ type: 'link', link: linkInfo(certificate, this.#parts.certificates), up: true });
  }

  onDrained(device: DeviceKey): void {
    this.#parts.sync.onDrained(device);
  }

  onDown(device: DeviceKey): void {
    const certificate = this.#parts.sync.onDown(device);
    if (certificate === undefined) return;
    this.#parts.changes.changed({ people: [certificate.identity] });
    this.#emit({ type: 'link', link: linkInfo(certificate, this.#parts.certificates), up: false });
  }

  // what the tracker tells
  onSignedIn(time?: ClockReading): void {
    if (time !== undefined) this.#parts.ownClock.onTracker(time);
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
    this.#parts.changes.changed({ people: [this.#parts.me.identity] });
  }

  dispose(): void {
    this.#parts.dispose();
  }
}
