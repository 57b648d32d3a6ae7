import type { Messenger } from 'vscode-messenger';
import { expect } from 'vitest';
import type { Answer, RequestVerb, RawViewParamsOf, NotificationVerb } from '../../common/protocol/view/index.ts';

type Handler = (params: unknown) => unknown;

/** The wire to one page, without a page: tests say what it says, and read what it is told. */
export class FakeMessenger {
  readonly told: { readonly method: string; readonly params: unknown }[] = [];
  readonly #handlers = new Map<string, Handler>();
  readonly #waiting = new Set<() => void>();

  get messenger(): Messenger {
    return this as unknown as Messenger;
  }

  onNotification({ method }: { readonly method: string }, handler: Handler) {
    this.#handlers.set(method, handler);
    return { dispose: () => void this.#handlers.delete(method) };
  }

  onRequest(type: { readonly method: string }, handler: Handler) {
    return this.onNotification(type, handler);
  }

  sendNotification({ method }: { readonly method: string }, _to: unknown, params: unknown): void {
    this.told.push({ method, params });
    for (const look of this.#waiting) look();
  }

  async call<V extends RequestVerb>(verb: V, params: RawViewParamsOf<V>): Promise<Answer<V>> {
    return (await this.say('request', { verb, params })) as Answer<V>;
  }

  /** Settles when the host has done with it. */
  async tell<V extends NotificationVerb>(verb: V, params: RawViewParamsOf<V>): Promise<void> {
    expect(await this.say('notification', { verb, params })).toBeUndefined();
  }

  /** Anything at all, as a hostile page may. */
  async say(method: 'request' | 'notification', params: unknown): Promise<unknown> {
    return this.#handlers.get(method)?.(params);
  }

  get listening(): number {
    return this.#handlers.size;
  }

  /** What the page was told by this name. */
  of(method: string): readonly unknown[] {
    return this.told.filter((one) => one.method === method).map((one) => one.params);
  }

  /** Settles once what the page has been told makes this true. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.add(resolve);
      await promise;
      this.#waiting.delete(resolve);
    }
  }
}
