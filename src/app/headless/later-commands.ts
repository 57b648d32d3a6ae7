import type { CommandName } from './commands.ts';

/** Commands of the contract that this version cannot carry out; it says NOT_YET. */
const names = [
  'invite',
  'invites',
  'withdraw-invite',
  'join-invite',
  'add',
  'remove',
  'search',
  'export',
  'requests',
  'accept',
  'ignore',
  'block',
  'unblock',
  'safety-number',
  'verify',
  'devices',
  'rename-device',
  'revoke-device',
  'change-password',
  'recovery-code',
  'recover',
  'delete-account',
  'diagnose',
] as const;

/** The compiler refuses a name that stands among the commands. */
export const laterCommands: readonly Exclude<(typeof names)[number], CommandName>[] = names;
