import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../../common/protocol/chat/index.ts';
import { eventLines } from '../../../../src/app/headless/events.ts';
import { aConversation, aRow, aState, device, entryId, me, roomKey } from '../../../support/chat-samples.ts';
import { differences, documentedEvents } from '../../../support/headless-page.ts';

const ana = { identity: me, username: 'ana' };
const bia = { identity: 'cc'.repeat(32), username: 'bia' };
const general = aConversation(1, {
  name: 'general',
  members: [
    { ...ana, presence: 'dnd', owner: true },
    { ...bia, presence: 'offline', owner: false },
  ],
});
const direct = aConversation(2, { kind: 'direct', name: 'bia' });
const state = aState({ conversations: [general, direct] });
const { room } = general;
const row = { type: 'row', room, row: aRow(5), device, live: true } as const;
const place = { room: 'general', roomId: room, entry: entryId(5) };
const said = { event: 'message', author: 'bia', device, at: 5, content: 'message 5', late: false, own: false };

describe('an event', () => {
  test.each<[string, ChatEvent, object[]]>([
    ['a message', row, [{ ...said, ...place, identity: row.row.author.identity }]],
    [
      'my own, written elsewhere, that came late to a place that had been read',
      {
        ...row,
        row: aRow(5, {
          author: ana,
          own: true,
          viaCatchUp: true,
          quote: { id: entryId(4) },
          lateArrival: { at: 6, deliveredBy: bia },
        }),
      },
      [{ ...said, ...place, author: 'ana', identity: me, own: true, late: true, replyTo: entryId(4), through: 'bia' }],
    ],
    [
      'a direct message',
      { ...row, room: direct.room },
      [{ ...said, from: 'bia', roomId: direct.room, entry: entryId(5), identity: row.row.author.identity }],
    ],
    ['a message told before', { ...row, again: true }, []],
    ['a membership line', { ...row, row: aRow(5, { kind: 'joined' }) }, []],
    [
      'amendments, in their order',
      {
        ...row,
        row: aRow(5, { edited: 9 }),
        again: true,
        amendments: [
          { kind: 'EDIT', by: bia },
          { kind: 'REACT', by: ana, emoji: '🎉', on: false },
          { kind: 'DELETE', by: ana },
        ],
      },
      [
        { event: 'edited', ...place, author: 'bia', at: 9, content: 'message 5' },
        { event: 'reacted', ...place, user: 'ana', emoji: '🎉', on: false },
        { event: 'deleted', ...place, by: 'ana' },
      ],
    ],
    [
      'a delivery',
      { type: 'delivery', room, entry: entryId(5), delivery: { n: 1, m: 1, users: [bia] } },
      [{ event: 'delivery', roomId: room, entry: entryId(5), delivered: ['bia'], read: [] }],
    ],
    [
      'a room',
      { type: 'room', room, deleted: false },
      [{ event: 'room', room: 'general', roomId: room, members: ['ana', 'bia'], online: ['ana'], deleted: false }],
    ],
    ['a room that is not mine', { type: 'room', room: roomKey(8), deleted: false }, []],
    ['a direct conversation, which is no room', { type: 'room', room: direct.room, deleted: false }, []],
    ['a person', { type: 'peer', who: bia, presence: 'away' }, [{ event: 'peer', user: 'bia', presence: 'away' }]],
    [
      'a link',
      { type: 'link', link: { user: 'bia', identity: me, device, route: 'direct' }, up: true },
      [{ event: 'link', user: 'bia', device, route: 'direct', up: true }],
    ],
    [
      'a name of two people',
      { type: 'nameCollision', name: 'bia', identities: [me, bia.identity as typeof me] },
      [
        {
          event: 'warning',
          code: 'NAME_COLLISION',
          msg: '2 people are called bia',
          user: 'bia',
          identities: [me, bia.identity],
        },
      ],
    ],
    [
      'another name for somebody',
      { type: 'nameChanged', identity: me, name: 'ana', other: 'root' },
      [
        {
          event: 'warning',
          code: 'KEY_CHANGED',
          msg: 'the tracker calls ana root now; the first name stays',
          user: 'ana',
          other: 'root',
          identity: me,
        },
      ],
    ],
    [
      'a warning',
      { type: 'warning', code: 'DISK_FULL', level: 'error', message: 'full' },
      [{ event: 'warning', code: 'DISK_FULL', msg: 'full' }],
    ],
    ['typing', { type: 'typing', room, who: bia, on: true }, []],
    ['another order', { type: 'reordered', room }, []],
  ])('%s', (_, event, lines) => {
    const told = eventLines(event, state);
    expect(told).toEqual(lines);
    for (const { event: name, ...fields } of told) {
      expect(differences(documentedEvents.get(name) ?? [], fields)).toEqual([]);
    }
  });
});
