import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { Flow } from '../../../../src/app/headless/flow.ts';
import { serve } from '../../../../src/app/headless/serve.ts';
import { aConversation, aRow, aState } from '../../../support/chat-samples.ts';
import { headlessRig } from '../../../support/headless-rig.ts';

type Reply = Readonly<Record<string, unknown>>;

/** As small as shows what they do. */
const limits = { unanswered: 10, underWay: 2000 };

/** A headless peer whose commands are answered when the test says so. */
const serving = () => {
  const input = new PassThrough();
  const waiting: ((result: unknown) => void)[] = [];
  const begun: string[] = [];
  const replies: Reply[] = [];
  const logged: string[] = [];
  let unread = 0;
  const state = aState({ conversations: [aConversation(1, { name: 'general' })] });
  const { context } = headlessRig(state, (_, params) => {
    begun.push((params as { content: string }).content);
    return new Promise((resolve, reject) => {
      waiting.push((result) => (result instanceof Error ? reject(result) : resolve(result)));
    });
  });
  const flow = new Flow(() => unread, limits);
  const ended = serve({
    input,
    context,
    flow,
    logger: { log: (_, text) => void logged.push(text) },
    say: (reply) => void replies.push(reply as Reply),
  });
  return {
    input,
    begun,
    replies,
    logged,
    flow,
    ended,
    setUnread: (bytes: number) => (unread = bytes),
    answer: (result: unknown = aRow(1)) => waiting.shift()?.(result),
    send: (content: string, id = 1) => input.write(`${JSON.stringify({ id, do: 'send', room: 'general', content })}\n`),
  };
};

/** Whatever can still happen by itself has happened. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await aTurn();
};

/** What waits for input or output has had its turn. */
const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('commands are begun in their order, and no more than may be unanswered', async () => {
  const { send, begun, answer, replies, input, flow, ended } = serving();
  const all = Array.from({ length: 25 }, (_, n) => String(n));
  for (const content of all) send(content);
  input.end();
  await settled();
  expect(begun).toEqual(all.slice(0, 10));
  answer();
  await settled();
  expect(begun).toEqual(all.slice(0, 11));
  expect(replies).toHaveLength(1);
  while (replies.length < all.length) {
    answer();
    await aTurn();
  }
  await Promise.all([ended, flow.idle()]);
  expect(begun).toEqual(all);
});

test('nor more bytes of unanswered commands', async () => {
  const { send, begun, answer, replies, input, flow, ended } = serving();
  for (let n = 0; n < 6; n++) send('x'.repeat(900));
  input.end();
  await settled();
  // the third one was the one too much
  expect(begun).toHaveLength(3);
  answer();
  await settled();
  expect(begun).toHaveLength(4);
  while (replies.length < 6) {
    answer();
    await aTurn();
  }
  await Promise.all([ended, flow.idle()]);
});

test('nor while more output than that has not been read', async () => {
  const { send, begun, answer, setUnread, flow, input, ended } = serving();
  setUnread(2000);
  send('1');
  send('2');
  await settled();
  expect(begun).toEqual(['1']);
  setUnread(0);
  flow.look();
  await settled();
  expect(begun).toEqual(['1', '2']);
  for (const _ of begun) answer();
  input.end();
  await Promise.all([ended, flow.idle()]);
});

test('nothing more is begun once it is to stop', async () => {
  const { send, begun, setUnread, flow, ended, replies, answer } = serving();
  setUnread(2001);
  send('1');
  send('2');
  await settled();
  flow.stop();
  await ended;
  expect(begun).toEqual(['1']);
  answer();
  await flow.idle();
  expect(replies).toHaveLength(1);
});

test('a line too long, an empty one and garbage are answered or passed over', async () => {
  const { input, replies, ended } = serving();
  input.write('\n  \r\n');
  input.write(`${'x'.repeat(1024 * 1024 + 1)}\n[\n`);
  input.end('{"id":3,"do":"status"}');
  await ended;
  const refused = { id: null, ok: false, code: 'BAD_REQUEST' };
  expect(replies).toMatchObject([refused, refused, { id: 3, ok: true }]);
  expect(replies[0]?.['msg']).toContain('1 MiB');
});

test('a line in another encoding is refused, and nothing is sent in other letters', async () => {
  const { input, begun, replies, ended } = serving();
  const line = '{"id":1,"do":"send","room":"general","content":"é"}\n';
  input.write(Buffer.from(line, 'latin1'));
  input.end(Buffer.from(`\ufeff${line}`, 'utf16le'));
  await ended;
  expect(begun).toEqual([]);
  expect(replies.length).toBeGreaterThan(1);
  const refused = { id: null, ok: false, code: 'BAD_REQUEST' };
  expect(replies.slice(0, 2)).toEqual(Array.from({ length: 2 }, () => ({ ...refused, msg: 'a line is not UTF-8' })));
  for (const reply of replies) expect(reply).toMatchObject(refused);
});

test('a refusal has its code and details, a fault of ours goes to the log as well', async () => {
  const { send, answer, replies, logged, flow, input, ended } = serving();
  send('1', 1);
  send('2', 2);
  input.end();
  await ended;
  answer(new AppError('RATE_LIMITED', 'too fast', { retryAfter: 7 }));
  answer(new TypeError('oops'));
  await flow.idle();
  expect(replies).toEqual([
    { id: 1, ok: false, code: 'RATE_LIMITED', msg: 'too fast', retryAfter: 7 },
    { id: 2, ok: false, code: 'INTERNAL', msg: 'oops' },
  ]);
  expect(logged).toEqual([expect.stringContaining('TypeError: oops')]);
});
