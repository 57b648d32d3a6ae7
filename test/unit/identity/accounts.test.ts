import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toHex } from '../../../common/base/index.ts';
import { asHex, type DeviceKey, type IdentityKey } from '../../../common/model/index.ts';
import { AccountStore, newKeyPair, type NewAccount } from '../../../src/identity/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const newAccount = (change: Partial<NewAccount> = {}): NewAccount => {
  const device = newKeyPair();
  return {
    tracker: 'ws://127.0.0.1:6060',
    trackerId: 'ab'.repeat(32),
    username: 'Ana',
    identity: asHex<IdentityKey>('cd'.repeat(32)),
    device: asHex<DeviceKey>(toHex(device.publicKey)),
    certificate: new Uint8Array([1, 2, 3]),
    signKey: new Uint8Array([4, 5]),
    deviceSeed: device.seed,
    ...change,
  };
};
const id = 'abababab-cdcdcdcdcdcdcdcd';
const damaged = (part: RegExp): object => ({ code: 'DATA_DAMAGED', message: expect.stringMatching(part) as string });

let folder: AsyncDisposable & { readonly path: string };
let store: AccountStore;
let root: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  root = join(folder.path, 'accounts');
  store = new AccountStore(folder.path);
});
afterEach(() => folder[Symbol.asyncDispose]());

describe('AccountStore', () => {
  it('knows nothing at first, and makes no folder by looking', async () => {
    expect(await store.current()).toBeUndefined();
    expect(await store.find('ab'.repeat(32), 'Ana')).toBeUndefined();
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('gives back what it was given, also to the next program', async () => {
    const account = newAccount();
    const made = await store.create(account);
    await store.setCurrent(made.id);
    expect(made).toEqual({ ...account, id, folder: join(root, id) });
    const next = new AccountStore(folder.path);
    expect(await next.current()).toEqual(made);
    expect(await next.find(account.trackerId, 'ana')).toEqual(made);
  });

  it('reads what an editor has left in another encoding', async () => {
    const made = await store.create(newAccount());
    await store.setCurrent(made.id);
    const [account, key] = ['account.json', 'device.key'].map((name) => join(root, id, name));
    if (account === undefined || key === undefined) throw new Error('no names');
    await writeFile(account, `\ufeff${(await readFile(account, 'utf8')).replaceAll('\n', '\r\n')}`);
    await writeFile(key, `\ufeff${await readFile(key, 'utf8')}\r\n`, 'utf16le');
    expect(await store.current()).toEqual(made);
  });

  it('keeps what brings the account back to a tracker that lost it, whatever changes', async () => {
    const vault = { v: 1 as const, salt: 'A'.repeat(43), iv: 'A'.repeat(16), ct: 'A'.repeat(64) };
    const copy = { registrationRecord: 'AAAA', vault };
    const made = await store.create(newAccount({ copy }));
    await store.update(made, { listenPort: 4000 });
    await store.setCurrent(made.id);
    expect(await new AccountStore(folder.path).current()).toEqual({ ...made, listenPort: 4000, copy });
  });

  it('keeps secrets to the user, and leaves nothing half-written', async () => {
    const { folder: path, deviceSeed } = await store.create(newAccount());
    expect((await readdir(path)).sort()).toEqual(['account.json', 'device.key']);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    expect((await stat(join(path, 'device.key'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(path, 'account.json'), 'utf8')).not.toContain(toHex(deviceSeed ?? new Uint8Array(0)));
  });

  it('tells accounts of other trackers and other users apart', async () => {
    await store.create(newAccount());
    // the same first 8 digits, which are all that the folder's name holds
    expect(await store.find(`${'ab'.repeat(31)}ff`, 'Ana')).toBeUndefined();
    expect(await store.find('ab'.repeat(32), 'Bia')).toBeUndefined();
    const bia = await store.create(newAccount({ username: 'Bia', identity: asHex<IdentityKey>('ef'.repeat(32)) }));
    expect((await store.find('ab'.repeat(32), 'BIA'))?.id).toBe(bia.id);
  });

  it('forgets who is current without forgetting the account', async () => {
    const made = await store.create(newAccount());
    await store.setCurrent(made.id);
    await store.setCurrent(undefined);
    await store.setCurrent(undefined);
    expect(await store.current()).toBeUndefined();
    expect(await store.find(made.trackerId, 'Ana')).toEqual(made);
  });

  it('remembers another address and the port', async () => {
    const made = await store.create(newAccount());
    const changed = await store.update(made, { tracker: 'wss://chat.example.org:6060', listenPort: 40_000 });
    expect(await store.find(made.trackerId, 'Ana')).toEqual(changed);
    expect(changed.listenPort).toBe(40_000);
  });

  it('keeps the history when the key is gone, and takes a new device then', async () => {
    const made = await store.create(newAccount());
    await writeFile(join(made.folder, 'history.db'), 'history');
    await rm(join(made.folder, 'device.key'));
    const found = await store.find(made.trackerId, 'Ana');
    expect(found?.device).toBe(made.device);
    expect(found).not.toHaveProperty('deviceSeed');
    const again = await store.create(newAccount());
    expect(await store.find(made.trackerId, 'Ana')).toEqual(again);
    expect(await readFile(join(made.folder, 'history.db'), 'utf8')).toBe('history');
  });

  it('does not sign with the key of another device', async () => {
    const made = await store.create(newAccount());
    await writeFile(join(made.folder, 'device.key'), toHex(newKeyPair().seed));
    expect(await store.find(made.trackerId, 'Ana')).not.toHaveProperty('deviceSeed');
  });

  it.each([
    ['account.json', ''],
    ['account.json', '{"v":1}'],
    ['account.json', '{"v":1,'],
    ['device.key', 'zz'],
    ['device.key', ''],
  ])('says that %s is damaged by %j', async (name, text) => {
    const made = await store.create(newAccount());
    await store.setCurrent(made.id);
    await writeFile(join(made.folder, name), text);
    await expect(store.current()).rejects.toMatchObject(damaged(new RegExp(`${name} is damaged`)));
    await expect(store.find(made.trackerId, 'Ana')).rejects.toMatchObject({ code: 'DATA_DAMAGED' });
  });

  it('refuses an account file that was copied from elsewhere', async () => {
    const made = await store.create(newAccount());
    const text = await readFile(join(made.folder, 'account.json'), 'utf8');
    await writeFile(join(made.folder, 'account.json'), text.replaceAll('cdcd', 'efef'));
    await expect(store.find(made.trackerId, 'Ana')).rejects.toMatchObject(damaged(/belongs to another account/));
  });

  it('does not touch what a newer version wrote', async () => {
    const made = await store.create(newAccount());
    await writeFile(join(made.folder, 'account.json'), '{"v":2,"more":true}');
    await expect(store.find(made.trackerId, 'Ana')).rejects.toMatchObject({ code: 'NEWER_DATA' });
  });

  it.each(['../..', 'abababab-0000000000000000', ''])('refuses a pointer to %j', async (pointer) => {
    await store.create(newAccount());
    await writeFile(join(root, 'current'), pointer);
    await expect(store.current()).rejects.toMatchObject(damaged(/names no account/));
  });

  it('ignores strange folders', async () => {
    await mkdir(join(root, 'abababab-notahexdigits00'), { recursive: true });
    await mkdir(join(root, id));
    expect(await store.find('ab'.repeat(32), 'Ana')).toBeUndefined();
  });

  it('reports what the disk refuses', async () => {
    await writeFile(root, 'a file where the folder should be');
    await expect(store.create(newAccount())).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(store.setCurrent(id)).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});
