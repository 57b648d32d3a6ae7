import { expect, test } from 'vitest';
import { parseTrackerAddress, type AddressProblem, type TrackerAddress } from '../../../../common/base/index.ts';
import type { Answer } from '../../../../src/app/index.ts';
import { addressProblemText, answerProblemText } from '../../../../src/vscode/model/address-text.ts';
import { escapeLinks } from '../../../../src/vscode/model/escape.ts';
import { networkTrackerText, teamAddresses } from '../../../../src/vscode/model/team-address.ts';
import { aState } from '../../../support/chat-samples.ts';

const address = (text: string): TrackerAddress => {
  const parsed = parseTrackerAddress(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
};
const lab = address('192.168.1.20:6060');
const said = (answer: Answer, at = lab): string | undefined => answerProblemText(at, answer);

test('what was typed wrongly is said, each fault in its own words', () => {
  const problems: readonly AddressProblem[] = ['empty', 'scheme', 'path', 'user', 'port', 'host', 'plain'];
  const texts = problems.map(addressProblemText);
  for (const text of texts) expect(text).toMatch(/^[A-Z].*\.$/);
  // nothing and nonsense get the same advice
  expect(new Set(texts).size).toBe(problems.length - 1);
});

test('what else answers is said, with the address as one types it', () => {
  expect(said({ kind: 'tracker', tracker: { id: 'ab'.repeat(32), name: 'Lab' } })).toBeUndefined();
  expect(said({ kind: 'web', server: 'nginx/1.27' })).toBe(
    'A web server (nginx/1.27) answers at 192.168.1.20:6060, not a tracker.',
  );
  expect(said({ kind: 'refused' })).toBe('Nothing answers at 192.168.1.20:6060. Is the tracker running?');
  expect(said({ kind: 'secure' })).toBe('The tracker there uses encryption. Enter wss://192.168.1.20:6060.');
  expect(said({ kind: 'secure' }, address('ws://chat.example.org:443'))).toContain('Enter chat.example.org:443.');
  const kinds = [
    'other',
    'refused',
    'silent',
    'unknownHost',
    'unreachable',
    'certificate',
    'secure',
    'plain',
    'public',
  ] as const;
  const texts = [said({ kind: 'web' }), ...kinds.map((kind) => said({ kind }))];
  expect(new Set(texts).size).toBe(texts.length);
});

test('a name cannot bring a link into a message', () => {
  expect(escapeLinks('[here](command:x)')).toBe('[here] (command:x)');
});

const team = (tracker: string, local: readonly string[]): readonly string[] => {
  const { account } = aState();
  return account ? teamAddresses({ ...account, tracker }, local) : [];
};

test('what teammates type: the address itself, or where the tracker of this computer is reached', () => {
  expect(team('ws://192.168.1.20:6060', [])).toEqual(['192.168.1.20:6060']);
  expect(team('wss://chat.example.org:443', ['10.0.0.7:6060'])).toEqual(['chat.example.org:443']);
  expect(team('ws://127.0.0.1:6060', ['10.0.0.7:6060', '10.8.0.2:6060'])).toEqual(['10.0.0.7:6060', '10.8.0.2:6060']);
  expect(team('ws://127.0.0.1:6060', [])).toEqual([]);
  // another tracker of this computer than the one that is open to the network
  expect(team('ws://127.0.0.1:7000', ['10.0.0.7:6060'])).toEqual([]);
  for (const one of team('ws://127.0.0.1:6060', ['10.0.0.7:6060'])) expect(address(one).loopback).toBe(false);
});

test('a tracker for the network says what to pass on, and what a firewall asks', () => {
  const text = networkTrackerText(['192.168.1.20:6060', '10.0.0.7:6060'], 'Code');
  expect(text).toContain('enter 192.168.1.20:6060 or 10.0.0.7:6060.');
  expect(text).toContain('firewall asks about Code');
  expect(networkTrackerText([], 'Code')).toMatch(/no one else can reach it\.$/);
});
