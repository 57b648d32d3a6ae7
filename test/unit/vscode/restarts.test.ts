import { expect, test } from 'vitest';
import { AppError } from '../../../common/base/index.ts';
import { ChatServiceHolder } from '../../../src/vscode/chat-service-holder.ts';
import { watchRestarts } from '../../../src/vscode/restarts.ts';
import { aState } from '../../support/chat-samples.ts';
import { fakeChat } from '../../support/fake-chat.ts';

const restarting = { kind: 'restarting', hung: false } as const;
const open = { kind: 'open', hung: false } as const;
const ended = { kind: 'ended', hung: false, error: new AppError('ENGINE_FAILED', 'four times') } as const;

test('an engine that ran into an error and runs again is told of once for each time, one that is made anew is not', async () => {
  const chats = [fakeChat(aState()), fakeChat(aState())];
  let opened = 0;
  const holder = new ChatServiceHolder(
    async () => chats[opened++] ?? 'locked',
    (error) => {
      throw error;
    },
  );
  let told = 0;
  const watching = watchRestarts(holder, () => told++);
  await holder.open();
  for (const status of [open, restarting, open, open]) chats[0]?.setEngine(status);
  expect(told).toBe(1);
  for (const status of [restarting, restarting, open]) chats[0]?.setEngine(status);
  expect(told).toBe(2);
  // it stays down, and is opened anew by hand
  for (const status of [restarting, ended]) chats[0]?.setEngine(status);
  await holder.restart();
  chats[1]?.setEngine(open);
  expect(told).toBe(2);
  watching.dispose();
  for (const status of [restarting, open]) chats[1]?.setEngine(status);
  expect(told).toBe(2);
  holder.dispose();
});
