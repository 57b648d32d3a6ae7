import { readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { errorCodes } from '../../../../../common/base/index.ts';
import type { EntryId, RoomKey, Row } from '../../../../../common/model/index.ts';
import {
  alwaysErrors,
  callsOf,
  verbs,
  type AccountVerb,
  type Calls,
  type ChatHandlers,
  type PageVerb,
  type ParamsOf,
  type RawParamsOf,
  type ReplyOf,
  type Verb,
} from '../../../../../common/protocol/chat/index.ts';
import { errorText } from '../../../../../src/vscode/model/error-text.ts';

const names = Object.keys(verbs) as Verb[];

test('types follow from the table', () => {
  expectTypeOf<ReplyOf<'send'>>().toEqualTypeOf<Row>();
  expectTypeOf<ReplyOf<'mute'>>().toEqualTypeOf<void>();
  expectTypeOf<ParamsOf<'edit'>>().toEqualTypeOf<{ entry: EntryId; content: string }>();
  expectTypeOf<RawParamsOf<'mute'>>().toEqualTypeOf<{ room: string; muted: boolean; until?: number }>();
  expectTypeOf<PageVerb>().toEqualTypeOf<'send' | 'edit' | 'react' | 'showAside' | 'pin' | 'typing'>();
  expectTypeOf<keyof ChatHandlers | AccountVerb>().toEqualTypeOf<Verb>();
  expectTypeOf<Calls['joinRoom']>().toEqualTypeOf<(params: { room: string }) => Promise<RoomKey>>();
});

test('a client has one call for each verb, and asks with its name', async () => {
  const asked: unknown[] = [];
  const calls = callsOf(async (name, params) => {
    asked.push([name, params]);
    return undefined as never;
  });
  expect(Object.keys(calls).toSorted()).toEqual(names.toSorted());
  await calls.markAllRead({});
  expect(asked).toEqual([['markAllRead', {}]]);
});

const inPortuguese = JSON.parse(readFileSync('l10n/bundle.l10n.pt-br.json', 'utf8')) as Record<string, string>;

describe.each(names)('%s', (name) => {
  const { errors, params, repeat } = verbs[name];

  test('names each of its errors once, and people have a sentence for each in both languages', () => {
    const all = [...alwaysErrors, ...errors];
    expect(new Set(errors).size).toBe(errors.length);
    for (const code of all) {
      expect(errorCodes).toContain(code);
      const { sentence } = errorText(code, { retryAfter: 777_000, port: 777, username: '777', tracker: '777' });
      expect(inPortuguese, code).toHaveProperty([sentence.replace('777', '{0}')]);
    }
  });

  test('says how it may be repeated, and refuses what it does not know', () => {
    expect(['free', 'once', 'never']).toContain(repeat);
    expect(params.safeParse({ nothing: 'of the kind' }).success).toBe(false);
    expect(params.safeParse(undefined).success).toBe(false);
  });
});
