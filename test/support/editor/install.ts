import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { TestProject } from 'vitest/node';
import { installVsix, prepareProfile } from '../../../scripts/host/server.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder of extensions with ours in it. */
    readonly extensions: string;
  }
}

/** The editor installs the packaged extension once; each editor of the tests gets a copy of what that made. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const profile = await prepareProfile(await mkdtemp(path.join(tmpdir(), 'p2p-')));
  const remove = (): Promise<void> => rm(profile.dir, { recursive: true, force: true });
  try {
    await installVsix(profile, 'p2p-chat.vsix');
  } catch (error) {
    await remove();
    throw error;
  }
  project.provide('extensions', profile.extensions);
  return remove;
};
