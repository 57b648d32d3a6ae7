import { toBase64url } from '../../common/base/index.ts';
import type { Membership } from '../../common/membership/index.ts';
import { testPerson, type TestPerson } from './people.ts';
import type { OperationFields } from './test-group.ts';
import { testTracker } from './tracker-keys.ts';

/** The usual three, and short words for what they do. */
export const ana = testPerson(1, 'Ana');
export const bia = testPerson(2, 'Bia');
export const caio = testPerson(3, 'Caio');

export const join: OperationFields = { kind: 'JOIN' };
export const leave: OperationFields = { kind: 'LEAVE' };
export const seal: OperationFields = { kind: 'SEAL' };
export const add = ({ identity, username }: Pick<TestPerson, 'identity' | 'username'>): OperationFields => ({
  kind: 'ADD',
  record: toBase64url(testTracker.nameRecord(identity, username)),
});
export const remove = (
  { identity }: Pick<TestPerson, 'identity'>,
  cut: Record<string, number> = {},
): OperationFields => ({
  kind: 'REMOVE',
  identity,
  cut,
});

export const members = ({ members: map }: Membership): string[] => [...map.values()];
export const waiting = ({ waiting: map }: Membership): string[] => [...map.values()];
