import { describe, expect, it } from 'vitest';
import { trackerLimits, type OwnPresence } from '../../../common/protocol/tracker/index.ts';
import type { Session } from '../../../tracker-server/src/sessions/session.ts';
import { Sessions } from '../../../tracker-server/src/sessions/sessions.ts';
import { testPerson } from '../../support/people.ts';

const session = (address: string, presence: OwnPresence = 'online'): Session =>
  ({ source: address, presence }) as Session;

describe('sessions', () => {
  it('come from one address up to a number, unless it is this machine', () => {
    const sessions = new Sessions();
    const all = Array.from({ length: trackerLimits.connectionsPerAddress }, () => session('203.0.113.7'));
    for (const each of all) {
      expect(sessions.admits('203.0.113.7', true)).toBe(true);
      sessions.add(each);
      sessions.add(session('127.0.0.1'));
    }
    expect(sessions.admits('203.0.113.7', true)).toBe(false);
    expect(sessions.admits('203.0.113.7', false)).toBe(true);
    expect(sessions.admits('203.0.113.8', true)).toBe(true);
    expect(sessions.admits('127.0.0.1', true)).toBe(true);
    for (const each of all.slice(0, 1)) sessions.remove(each);
    expect(sessions.admits('203.0.113.7', true)).toBe(true);
  });

  it('come up to a number in all, limits or not', () => {
    const sessions = new Sessions();
    for (let i = 0; i < trackerLimits.connections; i++) sessions.add(session(`10.0.0.${i}`));
    for (const limited of [true, false]) expect(sessions.admits('127.0.0.1', limited)).toBe(false);
  });

  it.each<[OwnPresence[], OwnPresence | undefined]>([
    [[], undefined],
    [['online'], 'online'],
    [['away'], 'away'],
    [['away', 'online'], 'online'],
    [['online', 'dnd', 'away'], 'dnd'],
    [['dnd', 'invisible', 'online', 'away'], 'invisible'],
  ])('that say %j make their user %s', (said, presence) => {
    const sessions = new Sessions();
    const ana = testPerson(1, 'Ana');
    for (const [i, each] of said.entries()) {
      const { identity, username, device } = ana.device(i + 1).certificate;
      const one = session('127.0.0.1', each);
      sessions.add(one);
      sessions.signIn(one, { identity, username, nameRecord: new Uint8Array(0), device });
    }
    expect(sessions.presenceOf(ana.identity)).toBe(presence);
  });
});
