import type { Snapshot } from '../../../common/protocol/view/index.ts';
import type { Who } from '../../../common/model/index.ts';
import { ana, bruno, connected, event, group, minute, noon, row, snapshot } from '../../support/view-samples.ts';
import { membersOpen } from './arrange.ts';
import type { Scene } from './scenes.ts';
import { states } from './states.ts';

// What is rare, broken, or more than usual.

const offline = (cause: NonNullable<Snapshot['connection']>['cause']): Snapshot => ({
  ...states.offline,
  connection: { ...connected, state: 'offline', ...(cause && { cause }) },
});

const person = (username: string, n: number): Who => ({ username, identity: n.toString(16).padStart(64, '0') });
const longNamed = [
  person('Maria Fernanda de Albuquerque Vasconcelos', 1),
  person('donaudampfschifffahrtsgesellschaftskapitän'.slice(0, 40), 2),
];
const [fernanda = bruno, captain = bruno] = longNamed;
const address = `https://example.org/${'a-part-of-a-path/'.repeat(18)}?q=${'0123456789'.repeat(6)}`;

const long: Snapshot = snapshot({
  header: {
    ...group,
    name: 'a-room-with-a-name-of-forty-characters-x',
    members: [...longNamed, ana].map((who, n) => ({ ...who, presence: 'online' as const, owner: n === 0 })),
    muted: true,
  },
  conversations: Array.from({ length: 40 }, (_, n) => ({
    room: n.toString(16).padStart(64, '4'),
    kind: n % 3 === 0 ? ('direct' as const) : ('group' as const),
    name: n % 3 === 0 ? fernanda.username : `a-room-with-a-name-of-forty-characters-${n % 10}`,
    unread: n % 4 === 0 ? 1234 : 0,
    mentions: n % 8 === 0 ? 12 : 0,
    muted: n % 5 === 0,
  })),
  rows: [
    event('joined', fernanda, noon - 9 * minute),
    row(fernanda, 'Supercalifragilisticexpialidocious'.repeat(4), noon - 8 * minute),
    row(captain, `It is all on ${address}`, noon - 7 * minute, { edited: noon - 6 * minute }),
    row(ana, `@${fernanda.username} and @${captain.username}, thank you.`, noon - 5 * minute, {
      mentions: longNamed,
      quote: { id: 'f'.repeat(64), author: captain, content: 'It is all there. '.repeat(20) },
      delivery: { n: 1, m: 2, users: [fernanda] },
      reactions: [{ emoji: '👍', count: 2, users: longNamed.map(({ username }) => username), mine: false }],
    }),
    row(fernanda, 'مرحبا بالعالم، هل وصل الإصلاح؟', noon - 4 * minute),
    row(captain, `\`\`\`ts\nconst veryLong = '${'x'.repeat(300)}';\n\`\`\``, noon - 3 * minute),
  ],
});

const many: Snapshot = {
  ...states.room,
  header: {
    ...group,
    members: Array.from({ length: 300 }, (_, n) => ({
      ...(n === 0 ? ana : person(`member ${n}`, 1000 + n)),
      presence: (['online', 'online', 'away', 'dnd', 'offline'] as const)[n % 5] ?? 'offline',
      owner: n === 1,
    })),
    links: 239,
  },
};

const failed: Snapshot = {
  ...states.room,
  failed: (['DISK_FULL', 'ENGINE_LOST', 'RATE_LIMITED', 'NOT_MEMBER'] as const).map((code, n) => ({
    key: `failed ${n}`,
    room: group.room,
    after: states.room.rows.at(-1)?.order ?? '',
    content: `Message ${n} that could not be sent.`,
    code,
    at: noon + n * minute,
  })),
};

export const hardScenes = {
  'slow disk': { snapshot: { ...states.room, disk: 'slow' } },
  'engine does not respond': { snapshot: { ...states.room, hung: true } },
  'engine stopped': { snapshot: snapshot({ screen: 'closed', failure: 'ENGINE_FAILED' }) },
  'data damaged': { snapshot: snapshot({ screen: 'closed', failure: 'DATA_DAMAGED' }) },
  'disk full at the start': { snapshot: snapshot({ screen: 'closed', failure: 'DISK_FULL' }) },
  'device signed out': { snapshot: offline('REVOKED') },
  'another tracker': { snapshot: offline('TRACKER_CHANGED') },
  'tracker of another version': { snapshot: offline('VERSION') },
  'not connected, by choice': { snapshot: offline(undefined) },
  'tracker is away, nobody linked': {
    snapshot: { ...states.trouble, header: { ...group, links: 0 } },
  },
  'left room': { snapshot: { ...states.room, header: { ...group, readOnly: 'left' } } },
  'waiting for a place': { snapshot: { ...states.room, header: { ...group, readOnly: 'waiting' } } },
  'room of a newer version': { snapshot: { ...states.room, header: { ...group, readOnly: 'newer' } } },
  'long names': { snapshot: long },
  'long names, 170 wide': { snapshot: long, options: { kind: 'view', width: 170 } },
  'side bar, long list': { snapshot: { ...long, screen: 'pick' }, options: { kind: 'view', width: 240 } },
  '300 people': { snapshot: many, arrange: membersOpen },
  'failed messages': { snapshot: failed },
  'failed messages, 170 wide': { snapshot: failed, options: { kind: 'view', width: 170 } },
} satisfies Record<string, Scene>;
