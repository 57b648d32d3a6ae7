import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asHex, type DeviceKey, type IdentityKey } from '../../../common/model/index.ts';
import { toHex } from '../../../common/base/index.ts';
import { AccountStore, knownAccounts, newKeyPair } from '../../../src/identity/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('who was signed in here is known after Sign Out, the last one first; what is damaged is left out', async () => {
  await using folder = await temporaryFolder();
  expect(await knownAccounts(folder.path)).toEqual([]);
  const store = new AccountStore(folder.path);
  const create = async (username: string, byte: string, usedAt: number): Promise<void> => {
    const { publicKey, seed } = newKeyPair();
    const account = await store.create({
      tracker: `ws://${username}:6060`,
      trackerId: 'ab'.repeat(32),
      username,
      identity: asHex<IdentityKey>(byte.repeat(32)),
      device: asHex<DeviceKey>(toHex(publicKey)),
      certificate: new Uint8Array([1]),
      signKey: new Uint8Array([2]),
      deviceSeed: seed,
    });
    const history = join(account.folder, 'history.db');
    await writeFile(history, '');
    await utimes(history, usedAt, usedAt);
  };
  await create('ana', '0a', 1000);
  await create('bia', '0b', 3000);
  await create('caio', '0c', 2000);
  await mkdir(join(folder.path, 'accounts', 'abababab-ffffffffffffffff'));
  await writeFile(join(folder.path, 'accounts', 'abababab-ffffffffffffffff', 'account.json'), 'not JSON');
  // and in whichever encoding an editor has left it
  const bia = join(folder.path, 'accounts', 'abababab-0b0b0b0b0b0b0b0b', 'account.json');
  await writeFile(bia, `\ufeff${await readFile(bia, 'utf8')}`, 'utf16le');
  await store.setCurrent(undefined);
  expect(await knownAccounts(folder.path)).toEqual([
    { username: 'bia', tracker: 'ws://bia:6060' },
    { username: 'caio', tracker: 'ws://caio:6060' },
    { username: 'ana', tracker: 'ws://ana:6060' },
  ]);
});
