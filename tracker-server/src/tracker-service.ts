import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, silentLogger, type Clock, type Logger } from '../../common/base/index.ts';
import { trackerLimits } from '../../common/protocol/tracker/index.ts';
import { assemble } from './assemble.ts';
import { closeDatabase } from './database/open-database.ts';
import { HttpServer } from './http/http-server.ts';
import { answer } from './handlers/index.ts';
import { nextTurn, nodeClock } from './node-clock.ts';
import { isOwnHost } from './http/own-host.ts';
import { sourceOf } from './http/source-of.ts';
import type { TlsFiles } from './http/tls-files.ts';
import { TrustedProxies } from './http/trusted-proxies.ts';
import { Readiness } from './readiness.ts';
import { isLoopback } from './options.ts';
import { closeCodes } from './sessions/connection.ts';
import { FairTurns, type Waiter } from './sessions/fair-turns.ts';
import { Session } from './sessions/session.ts';
import { Unsent } from './sessions/unsent.ts';
import { openStorage, type Storage } from './storage/open-storage.ts';
import type { TrackerContext } from './tracker-context.ts';
import { Upkeep } from './upkeep/upkeep.ts';

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
  /** None by default. */
  readonly proxies?: TrustedProxies;
  readonly tls?: TlsFiles;
  /** False, on loopback only: no rate limits and no cap per address. */
  readonly limits?: boolean;
  /** Where the database is gone, begin with an empty one: people come back with what their editors hold. */
  readonly newDatabase?: boolean;
  /** A file that looks through databases as a worker (`lookThrough`); without it nothing is checked while it runs. */
  readonly worker?: string | URL;
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
  const readiness = new Readiness(options.data, clock);
  const storage = await openStorage(options.data, { logger, clock, newDatabase, written: readiness.written });
  const service = new TrackerService(storage, readiness, options);
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
  #warned = false;
  readonly #upkeep: Upkeep;
  #closing: Promise<void> | undefined;

  constructor(storage: Storage, readiness: Readiness, options: TrackerOptions) {
    this.#options = options;
    this.#storage = storage;
    this.#name = options.name ?? 'P2P Chat';
    const { clock = nodeClock, logger = silentLogger, limits = true, publicUrl } = options;
    this.#context = assemble(storage, readiness, { clock, logger, limits, isPublic: publicUrl !== undefined });
    this.#upkeep = new Upkeep({
      folder: options.data,
      storage,
      context: this.#context,
      worker: options.worker,
      about: { id: this.id, name: this.#name, version: programVersion },
      url: () => this.url,
    });
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
    const { host = '127.0.0.1', port = 0, proxies = new TrustedProxies(), tls } = this.#options;
    this.#server = await HttpServer.open({
      host,
      port,
      ...(tls && { tls }),
      proxies,
      untrustedProxy: (address) => this.#warnOfProxy(address),
      troubles: () => this.#context.readiness.troubles(),
      health: (asked) => ({
        ok: true,
        version: programVersion,
        ...(isOwnHost(asked, this.#options.publicUrl) && { id: this.id, name: this.#name }),
      }),
      admits: (address) => this.#admits(sourceOf(address)),
      connected: (socket, address) => {
        const { clock, sessions } = this.#context;
        const session = new Session(socket, {
          clock,
          address,
          source: sourceOf(address),
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
    await this.#upkeep.open();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close().catch((error: unknown) =>
      this.#context.logger.log('error', `while closing: ${AppError.from(error).message}`),
    );
    return this.#closing;
  }

  #admits(source: string): boolean {
    return this.#closing === undefined && this.#context.sessions.admits(source, this.#options.limits !== false);
  }

  #warnOfProxy(address: string): void {
    if (this.#warned) return;
    this.#warned = true;
    this.#context.logger.log(
      'warn',
      `A proxy at ${address} says for whom it asks. Until --trust-proxy names it, all who come through it count as one address.`,
    );
  }

  #onEnded(session: Session): void {
    const actor = this.#context.sessions.remove(session);
    if (actor === undefined) return;
    this.#context.presenceBroadcaster.markDirty(session);
    this.#context.logger.log('info', `${actor.username} is gone`);
  }

  async #close(): Promise<void> {
    const { readiness, sessions, presenceBroadcaster, roomBroadcaster } = this.#context;
    readiness.closing();
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
    await this.#upkeep.close();
    await presenceBroadcaster.flush();
    await closeDatabase(this.#storage.opened.queries);
  }

  async #untilGone(): Promise<void> {
    const until = performance.now() + goodbyeWithin;
    while (this.#context.sessions.all.size > 0 && performance.now() < until) await sleep(10);
    for (const session of this.#context.sessions.all) session.destroy();
  }
}
