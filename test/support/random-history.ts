import fc from 'fast-check';
import { toBase64url, toHex } from '../../common/base/index.ts';
import { joinMessage, type Operation } from '../../common/membership/index.ts';
import { testCrypto } from './crypto.ts';
import { add, remove } from './membership.ts';
import { testPerson, type TestDevice, type TestPerson } from './people.ts';
import { TestGroup, type OperationFields } from './test-group.ts';

export const people = ['Ana', 'Bia', 'Caio', 'Davi'].map((name, index) => testPerson(index + 1, name));
/** Two devices each; the first is the owner's. */
const devices = people.flatMap((person) => [person.device(0), person.device(1)]);
const invite = testCrypto(500);
const key = toHex(invite.publicKey);

type Action = OperationFields['kind'] | 'SYNC';
interface Step {
  readonly who: number;
  readonly whom: number;
  readonly action: Action;
}

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(devices.length - 1),
  whom: fc.nat(devices.length - 1),
  action: fc.oneof(
    { weight: 4, arbitrary: fc.constant<Action>('SYNC') },
    { weight: 4, arbitrary: fc.constantFrom<Action>('JOIN', 'LEAVE') },
    { weight: 3, arbitrary: fc.constantFrom<Action>('ADD', 'REMOVE', 'INVITE', 'UNINVITE', 'CLOSE') },
    { weight: 2, arbitrary: fc.constant<Action>('SEAL') },
  ),
});

const fieldsOf = (
  action: OperationFields['kind'],
  group: TestGroup,
  author: TestDevice,
  whom: TestPerson,
): OperationFields => {
  const sig = (): string => toBase64url(invite.sign(joinMessage(group.room, author.certificate.identity)));
  switch (action) {
    case 'JOIN':
      return { kind: 'JOIN', invite: { key, sig: sig() } };
    case 'ADD':
      return add(whom);
    case 'REMOVE':
      return remove(whom, { [whom.device(0).certificate.device]: group.operations.length });
    case 'INVITE':
      return { kind: 'INVITE', key, uses: 1 + (group.operations.length % 3), expires: 0 };
    case 'UNINVITE':
      return { kind: 'UNINVITE', key };
    case 'CLOSE':
    case 'SEAL':
      return { kind: action };
    case 'LEAVE':
    case 'REVOKE':
      return { kind: 'LEAVE' };
  }
};

/** Devices that write what they like and now and then learn what another knows, so that much of it crosses. */
export const play = ({ policy, capacity, steps }: Plan): TestGroup => {
  const group = new TestGroup(devices[0] as TestDevice, { policy, capacity });
  const views = devices.map((): Set<Operation> => new Set([group.genesis]));
  const view = (index: number): Set<Operation> => views[index] as Set<Operation>;
  for (const { who, whom, action } of steps) {
    if (action === 'SYNC') {
      for (const operation of view(whom)) view(who).add(operation);
    } else {
      // every second operation of a kind that needs the owner is written by the owner
      const by = ['JOIN', 'LEAVE'].includes(action) || whom % 2 === 1 ? who : who % 2;
      const author = devices[by] as TestDevice;
      const fields = fieldsOf(action, group, author, people[whom >> 1] as TestPerson);
      view(by).add(group.write(author, fields, group.heads(author, [...view(by)])));
    }
  }
  return group;
};

export interface Plan {
  readonly policy: 'open' | 'invite';
  readonly capacity: number;
  readonly steps: readonly Step[];
}

export const plan: fc.Arbitrary<Plan> = fc.record({
  policy: fc.constantFrom('open', 'invite'),
  capacity: fc.integer({ min: 2, max: 4 }),
  steps: fc.array(step, { maxLength: 40, size: 'max' }),
});

/** A room with a history of real, signed operations. */
export const history: fc.Arbitrary<TestGroup> = plan.map(play);
