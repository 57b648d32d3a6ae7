import * as z from 'zod';
import type { IdentityKey } from '../../../common/model/index.ts';
import type { KeyValue } from '../webview-host/drafts.ts';

/** Accounts remembered at most, those written last. */
const maxAccounts = 8;
const kept = z.record(z.string(), z.unknown()).catch({});

/**
 * A small value that each account of this installation has for itself, kept between sessions. Nobody has one while nobody is signed in.
 * Read anew each time: another window may have written meanwhile.
 */
export class PerAccount<T> {
  readonly #store: KeyValue;
  readonly #key: string;
  readonly #schema: z.ZodType<T>;
  readonly #account: () => IdentityKey | undefined;

  constructor(store: KeyValue, key: string, schema: z.ZodType<T>, account: () => IdentityKey | undefined) {
    this.#store = store;
    this.#key = key;
    this.#schema = schema;
    this.#account = account;
  }

  get(): T | undefined {
    const account = this.#account();
    return account === undefined ? undefined : this.#schema.safeParse(this.#all()[account]).data;
  }

  /** False: nobody is signed in, and nothing is kept. */
  set(value: T | undefined): boolean {
    const account = this.#account();
    if (account === undefined) return false;
    const { [account]: _, ...others } = this.#all();
    const accounts = Object.entries(others).slice(1 - maxAccounts);
    if (value !== undefined) accounts.push([account, value]);
    void this.#store.update(this.#key, Object.fromEntries(accounts));
    return true;
  }

  #all(): Readonly<Record<string, unknown>> {
    return kept.parse(this.#store.get(this.#key));
  }
}
