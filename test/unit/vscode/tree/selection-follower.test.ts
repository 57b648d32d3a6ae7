import { beforeEach, expect, test } from 'vitest';
import type { RoomKey } from '../../../../common/model/index.ts';
import { roomsModel } from '../../../../src/vscode/model/rooms-model.ts';
import { TreeElements } from '../../../../src/vscode/tree/elements.ts';
import { SelectionFollower } from '../../../../src/vscode/tree/selection-follower.ts';
import { aConversation, aState, roomKey } from '../../../support/chat-samples.ts';

let lines: TreeElements;
let current: RoomKey | undefined;
let visible: boolean;
let refuses: boolean;
let selected: (string | undefined)[];
let follower: SelectionFollower;

beforeEach(() => {
  lines = new TreeElements();
  lines.update(roomsModel(aState({ conversations: [aConversation(1), aConversation(2)] })));
  [current, visible, refuses, selected] = [undefined, true, false, []];
  follower = new SelectionFollower({
    current: () => current,
    find: (room) => lines.find(`room:${room}`),
    isVisible: () => visible,
    select: async (line) => {
      if (refuses) throw new Error('the tree is busy');
      selected.push(line.room);
    },
  });
});

const look = (at: number | undefined): void => {
  current = at === undefined ? undefined : roomKey(at);
  follower.follow();
};

test('the line of the conversation on screen is selected, once: what a person selects stays', () => {
  look(1);
  look(1);
  look(2);
  look(undefined);
  look(2);
  expect(selected).toEqual([roomKey(1), roomKey(2), roomKey(2)]);
});

test('a tree that is not on screen is left alone, and follows when it is', () => {
  visible = false;
  look(1);
  expect(selected).toEqual([]);
  visible = true;
  follower.onShown();
  expect(selected).toEqual([roomKey(1)]);
});

test('a room that was joined just now is selected as soon as it has a line', () => {
  look(3);
  expect(selected).toEqual([]);
  lines.update(roomsModel(aState({ conversations: [aConversation(1), aConversation(3)] })));
  follower.follow();
  expect(selected).toEqual([roomKey(3)]);
});

test('what was refused is tried again with the next change', async () => {
  refuses = true;
  look(1);
  await Promise.resolve();
  await Promise.resolve();
  refuses = false;
  follower.follow();
  expect(selected).toEqual([roomKey(1)]);
});
