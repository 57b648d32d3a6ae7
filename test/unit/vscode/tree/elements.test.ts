import { expect, test } from 'vitest';
import { peopleModel } from '../../../../src/vscode/model/people-model.ts';
import { roomsModel } from '../../../../src/vscode/model/rooms-model.ts';
import { TreeElements } from '../../../../src/vscode/tree/elements.ts';
import { aConversation, aPerson, aState, me, roomKey } from '../../../support/chat-samples.ts';

const hostile = 'a](command:x) $(flame) **b** <b>c</b> `d`';

const rooms = (unread: number, others = 50) =>
  roomsModel(
    aState({
      conversations: [
        aConversation(0, { unread }),
        ...Array.from({ length: others }, (_, n) => aConversation(n + 1, { unread: 1 })),
      ],
    }),
  );

test('one more message redraws one line, which stays the same object', () => {
  const lines = new TreeElements();
  expect(lines.update(rooms(1))).toBe('all');
  const [line] = lines.roots[0]?.children ?? [];
  expect(lines.update(rooms(1))).toEqual([]);
  expect(lines.update(rooms(2))).toEqual([line]);
  expect(line?.node.badge).toEqual({ kind: 'unread', count: 2 });
});

const pinned = (yes: boolean) =>
  roomsModel(
    aState({
      conversations: [
        aConversation(0, yes ? { pinned: true } : {}),
        aConversation(1),
        aConversation(2, { pinned: true }),
      ],
    }),
  );

test('a line that moves to another group redraws the two groups and stays the same object, which knows where it stands', () => {
  const lines = new TreeElements();
  lines.update(pinned(false));
  const line = lines.find(`room:${roomKey(0)}`);
  expect(line?.parent?.node.label).toBe('Rooms');
  const redrawn = lines.update(pinned(true));
  expect(redrawn).toEqual(lines.roots);
  expect(lines.roots[0]?.children).toContain(line);
  expect(line?.parent).toBe(lines.roots[0]);
});

test('a heading that comes or goes redraws the tree', () => {
  const lines = new TreeElements();
  expect(lines.update(rooms(0))).toBe('all');
  expect(lines.update([...rooms(0), ...peopleModel(aState({ people: [aPerson('bia')] }))])).toBe('all');
});

test('hovers are made when asked for, from what is shown at that time', () => {
  const lines = new TreeElements();
  lines.update(rooms(1));
  const [line] = lines.roots[0]?.children ?? [];
  lines.update(rooms(4));
  expect(line?.node.tooltip?.()).toContain('4 unread');
});

test('every line but a heading has a tooltip, and in it names are letters and nothing else', () => {
  const members = [{ identity: 'x', username: hostile, presence: 'online' as const, owner: true }];
  const chat = aState({
    conversations: [
      aConversation(1, { name: hostile, members, mine: true }),
      aConversation(2, { kind: 'direct', name: hostile, members }),
    ],
    people: [aPerson(hostile, { identity: 'x' }), aPerson('gone', { presence: 'offline', lastSeen: 1e12 })],
  });
  const nodes = [...roomsModel(chat), ...peopleModel(chat)].flatMap((heading) => heading.children ?? []);
  expect(nodes).toHaveLength(4);
  for (const node of nodes) {
    const tooltip = node.tooltip?.() ?? '';
    expect(tooltip.length).toBeGreaterThan(10);
    expect(tooltip).not.toMatch(/\]\(|\$\(flame|<b>|`|\*\*b/);
  }
});

test('the tooltip of a room names who is here, of many only some', () => {
  const members = Array.from({ length: 20 }, (_, n) => ({
    identity: `${n}`,
    username: `p${n}`,
    presence: n < 15 ? ('online' as const) : ('offline' as const),
    owner: false,
  }));
  const [group] = roomsModel(aState({ conversations: [aConversation(1, { members })] }));
  const tooltip = group?.children?.[0]?.tooltip?.() ?? '';
  expect(tooltip).toContain('15 of 20 online');
  expect(tooltip).toMatch(/p7.*7 more/);
  expect(tooltip).not.toContain('p8');
});

test('the tooltip of somebody who is away for long says since when', () => {
  const [heading] = peopleModel(
    aState({ people: [aPerson('bia', { presence: 'offline', lastSeen: 1e12, identity: me })] }),
  );
  expect(heading?.children?.[0]?.tooltip?.()).toContain('last seen');
});
