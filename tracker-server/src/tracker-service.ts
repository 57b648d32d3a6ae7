import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, silentLogger, type Clock, type Logger } from '../../common/base/index.ts';
import { trackerLimits } from '../../common/protocol/tracker/index.ts';
import { closeDatabase } from './database/open-database.ts';
import { HttpServer } from './http-server.ts';
import { answer } from './handlers/index.ts';
import { PresenceBroadcaster } from './broadcast/presence-broadcaster.ts';
import { RoomBroadcaster } from './broadcast/room-broadcaster.ts';
import { nextTurn, nodeClock } from './node-clock.ts';
import { nodeCrypto } from './node-crypto.ts';
import { isOwnHost } from './own-host.ts';
import { isLoopback } from './options.ts';
import { peerRepository } from './repositories/peer-repository.ts';
import { roomRepository } from './repositories/room-repository.ts';
import { userRepository } from './repositories/user-repository.ts';
import { RoomCache } from './rooms/room-cache.ts';
import { closeCodes } from './sessions/connection.ts';
import { FairTurns, type Waiter } from './sessions/fair-turns.ts';
import { RateLimit } from './sessions/rate-limits.ts';
import { Session } from './sessions/session.ts';
import { Sessions } from './sessions/sessions.ts';
import { Unsent } from './sessions/unsent.ts';
import { openStorage, type Storage } from './storage/open-storage.ts';
import type { TrackerContext } from './tracker-context.ts';
import { Views } from './views.ts';

export interface TrackerOptions {
  /** Folder of the database; made if it is not there. */
  readonly data: string;
  /** By default 127.0.0.1. */
  readonly host?: string;
  /** By default 0: any free one. */
  readonly port?: number;
  readonly name?: string;
  /** How others reach it, if that is by a name. */
  readonly publicUrl?: string;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** False, on loopback only: no rate limits and no cap per address. */
  readonly limits?: boolean;
  /** Where the database is gone, begin with an empty one: people come back with what their editors hold. */
  readonly newDatabase?: boolean;
  readonly logger?: Logger;
  readonly clock?: Clock;
}

export interface RunningTracker {
  readonly port: number;
  /** 64 hex digits. */
  readonly id: string;
  readonly url: string;
  /** Tells clients, answers what was asked, writes everything down. Idempotent; never rejects. */
  close(): Promise<void>;
}

/** Said in /healthz. */
const programVersion = '1.0.0';
/** How long clients may take over their goodbye. */
const goodbyeWithin = 1500;

/** Starts a tracker in this process. PORT_IN_USE, LOCKED, NEWER_DATA, DATA_DAMAGED, DISK_FULL, or INTERNAL with a sentence for a person. */
export const startTracker = async (options: TrackerOptions): Promise<RunningTracker> => {
  const { host = '127.0.0.1', limits = true, logger = silentLogger, clock = nodeClock, newDatabase = false } = options;
  if (!limits && !isLoopback(host))
    throw new AppError('BAD_REQUEST', '--limits off is only for a tracker that listens on loopback');
  const storage = await openStorage(options.data, { logger, clock, newDatabase });
  const service = new TrackerService(storage, options);
  try {
    await service.open();
    return service;
  } catch (error) {
    await service.close();
    throw error;
  }
};

class TrackerService implements RunningTracker {
  readonly #options: TrackerOptions;
  readonly #storage: Storage;
  readonly #context: TrackerContext;
  readonly #name: string;
  readonly #turns: FairTurns<Waiter>;
  readonly #unsent = new Unsent();
  #server: HttpServer | undefined;
  #closing: Promise<void> | undefined;

  constructor(storage: Storage, options: TrackerOptions) {
    this.#options = options;
    this.#storage = storage;
    this.#name = options.name ?? 'P2P Chat';
    this.#context = assemble(storage, options);
    const { clock, logger } = this.#context;
    const failed = (error: unknown): void => logger.log('error', `a request: ${AppError.from(error).message}`);
    this.#turns = new FairTurns({ clock, breathe: nextTurn, failed });
  }

  get id(): string {
    return this.#context.identity.id;
  }

  get port(): number {
    return this.#server?.port ?? 0;
  }

  get url(): string {
    const { host = '127.0.0.1', tls } = this.#options;
    return `${tls === undefined ? 'ws' : 'wss'}://${host.includes(':') ? `[${host}]` : host}:${this.port}`;
  }

  async open(): Promise<void> {
    const { host = '127.0.0.1', port = 0, tls } = this.#options;
    this.#server = await HttpServer.open({
      host,
      port,
      ...(tls && { tls }),
      health: (asked) => ({
        ok: true,
        version: programVersion,
        ...(isOwnHost(asked, this.#options.publicUrl) && { id: this.id, name: this.#name }),
      }),
      admits: (address) => this.#admits(address),
      connected: (socket, address) => {
        const { clock, sessions } = this.#context;
        const session = new Session(socket, {
          clock,
          address,
          rate: this.#options.limits === false ? undefined : trackerLimits.requests,
          turns: this.#turns,
          unsent: this.#unsent,
          answer: (one, request) => answer(this.#context, one, request),
          ended: (one) => this.#onEnded(one),
        });
        sessions.add(session);
        session.hello(this.#name, this.#context.identity, clock.wall());
      },
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close().catch((error: unknown) =>
      this.#context.logger.log('error', `while closing: ${AppError.from(error).message}`),
    );
    return this.#closing;
  }

  #admits(address: string): boolean {
    return this.#closing === undefined && this.#context.sessions.admits(address, this.#options.limits !== false);
  }

  #onEnded(session: Session): void {
    const actor = this.#context.sessions.remove(session);
    if (actor === undefined) return;
    this.#context.presenceBroadcaster.markDirty(session);
    this.#context.logger.log('info', `${actor.username} is gone`);
  }

  async #close(): Promise<void> {
    const { sessions, presenceBroadcaster, roomBroadcaster } = this.#context;
    const all = [...sessions.all];
    for (const session of all) session.push({ status: 'RESTARTING', reconnectIn: trackerLimits.reconnectIn });
    // what was asked before is answered
    this.#turns.finish();
    await Promise.all(all.map((session) => session.settled));
    for (const session of sessions.all) session.end(closeCodes.restart, 'the tracker restarts');
    await this.#untilGone();
    await this.#server?.close();
    for (const session of sessions.all) await session.settled;
    roomBroadcaster.dispose();
    await presenceBroadcaster.flush();
    await closeDatabase(this.#storage.db);
  }

  async #untilGone(): Promise<void> {
    const until = performance.now() + goodbyeWithin;
    while (this.#context.sessions.all.size > 0 && performance.now() < until) await sleep(10);
    for (const session of this.#context.sessions.all) session.destroy();
  }
}

const assemble = ({ db, opaque, identity }: Storage, options: TrackerOptions): TrackerContext => {
  const { clock = nodeClock, logger = silentLogger, limits = true } = options;
  const [users, peers, rooms] = [userRepository(db), peerRepository(db), roomRepository(db)];
  const sessions = new Sessions();
  const views = new Views(clock, peers, rooms, sessions);
  const rate = (name: keyof TrackerContext['rates']): RateLimit =>
    new RateLimit(clock, limits ? trackerLimits[name] : undefined);
  return {
    identity,
    clock,
    crypto: nodeCrypto,
    logger,
    opaque,
    users,
    peers,
    rooms,
    roomCache: new RoomCache({ crypto: nodeCrypto, identity }, rooms),
    sessions,
    views,
    presenceBroadcaster: new PresenceBroadcaster({ clock, logger, peers, sessions, views }),
    roomBroadcaster: new RoomBroadcaster({ clock, logger, rooms, sessions, views }),
    rates: {
      loginsPerAccount: rate('loginsPerAccount'),
      strangersPerAccount: rate('strangersPerAccount'),
      loginsPerAddress: rate('loginsPerAddress'),
      registrationsPerAddress: rate('registrationsPerAddress'),
    },
  };
};
