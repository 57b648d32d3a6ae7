import { expect, it } from 'vitest';
import type { Connection } from '../../../common/protocol/chat/index.ts';
import { healthOf } from '../../../webview/text/connection.ts';
import { ana, connected, direct, group } from '../../support/view-samples.ts';

const onNetwork: Connection = { ...connected, address: '192.168.1.20:6060', loopback: false };
const alone = { ...group, links: 0, members: group.members.map((one) => ({ ...one, presence: 'offline' as const })) };
const health = (header: Parameters<typeof healthOf>[0], connection: Connection | undefined) => {
  const found = healthOf(header, ana, connection);
  return found && `${found.tone}: ${found.words}`;
};

it('says nothing while all is well, or nobody is there to be connected to', () => {
  expect(health(group, connected)).toBeUndefined();
  expect(health(direct(true), connected)).toBeUndefined();
  expect(health(alone, connected)).toBeUndefined();
  expect(health(group, { ...onNetwork, insecure: false })).toBeUndefined();
  expect(health(group, undefined)).toBeUndefined();
  expect(health({ ...group, links: 0, readOnly: 'left' }, { ...connected, state: 'offline' })).toBeUndefined();
});

it('tells of a plain link to the tracker by where the tracker is, whatever it is called', () => {
  const told = 'good: Messages are end-to-end encrypted. The link to the tracker at 192.168.1.20:6060 is not.';
  for (const tracker of ['localhost', '127.0.0.1:6060', 'P2P Chat'])
    expect(health(group, { ...onNetwork, tracker })).toBe(told);
  expect(health(group, { ...connected, tracker: '192.168.1.20:6060' })).toBeUndefined();
});

it('counts people while the tracker is away', () => {
  const away: Connection = { ...connected, state: 'waiting' };
  expect(health(group, away)).toBe('warn: Connected to 2 people (tracker offline)');
  expect(health({ ...group, links: 1 }, away)).toBe('warn: Connected to 1 person (tracker offline)');
  expect(health(direct(true), away)).toBe('warn: Connected to Bruno Sato (tracker offline)');
  expect(health(alone, away)).toBe('warn: Offline. Messages you write now are saved and sent later.');
});

it('says that it is on its way', () => {
  expect(health({ ...group, links: 0 }, connected)).toBe('warn: Connecting to members…');
  expect(health({ ...direct(true), links: 0 }, connected)).toBe('warn: Connecting to Bruno Sato…');
  expect(health({ ...group, links: 0 }, { ...connected, state: 'connecting' })).toBe('warn: Connecting…');
  expect(health(group, { ...connected, state: 'connecting' })).toBe('warn: Connected to 2 people');
});
