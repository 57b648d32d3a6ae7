import { beforeEach, expect, test } from 'vitest';
import { Flows, Later, silentLogger } from '../../../../common/base/index.ts';
import type { Who } from '../../../../common/model/index.ts';
import type { PeerInfo } from '../../../../common/protocol/tracker/index.ts';
import { Directory } from '../../../../src/chat/core/tracker/directory.ts';
import { TrackerSync } from '../../../../src/chat/core/tracker/tracker-sync.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { testPerson } from '../../../support/people.ts';

const { certificate: me, crypto } = testPerson(1, 'ana').device(0);
const partner = testPerson(2, 'bia');
const stranger = testPerson(3, 'caio');
let lookedUp: unknown[];
let told: string[];
let sync: TrackerSync;

beforeEach(() => {
  lookedUp = [];
  told = [];
  const env = { clock: new ManualClock(), crypto, logger: silentLogger };
  const parts = {
    env,
    me,
    flows: new Flows(),
    tracker: {
      request: (verb: string, params: object) => {
        lookedUp.push([verb, params]);
        return new Later();
      },
    },
    conversations: { all: [{ stored: { partner } }] },
    directory: new Directory(env),
    announcement: () => undefined,
  };
  const events = {
    onPresence: (who: Who, presence: string) => told.push(`${who.username} ${presence}`),
    onChanged() {},
  };
  sync = new TrackerSync({ ...parts } as never, events as never);
});

const push = ({ identity, username }: typeof partner, presence: PeerInfo['presence']): void =>
  sync.onPush({ status: 'PEER_UPDATE', peers: [{ user: username, identity, presence, lastSeen: 0 }] });

test('any news of a partner may be an address: it is asked for, and presence is told once', () => {
  push(partner, 'online');
  push(partner, 'online');
  const asked = ['LOOKUP', { identity: partner.identity }];
  expect(lookedUp).toEqual([asked, asked]);
  expect(told).toEqual(['bia online']);
});

test('nobody asks where strangers are, and those who have gone', () => {
  push(partner, 'online');
  lookedUp = [];
  push(partner, 'offline');
  push(stranger, 'online');
  expect(lookedUp).toEqual([]);
  expect(told).toEqual(['bia online', 'bia offline', 'caio online']);
});
