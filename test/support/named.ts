import type { Who } from '../../common/model/index.ts';

/** Somebody of whom only the name matters: the same name is the same person. */
export const named = (username: string): Who => ({
  identity: Buffer.from(username).toString('hex').padEnd(64, '0').slice(0, 64),
  username,
});

export const namesOf = (people: readonly Who[] = []): readonly string[] => people.map(({ username }) => username);
