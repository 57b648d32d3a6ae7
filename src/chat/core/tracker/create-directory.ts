import type { Env } from '../../../../common/base/index.ts';
import type { Loaded } from '../../../../common/model/index.ts';
import type { Committer } from '../replication/committer.ts';
import type { PeerSession } from '../replication/peer-session.ts';
import { Directory, type KnownPerson } from './directory.ts';
import { ReachedDevices } from './reached-devices.ts';

interface DirectoryParts {
  readonly env: Pick<Env, 'clock' | 'crypto'>;
  readonly loaded: Pick<Loaded, 'reached'>;
  readonly committer: Pick<Committer, 'addSideWrites'>;
  readonly sessions: () => Iterable<PeerSession>;
  readonly onChanged: (person: KnownPerson) => void;
}

/** Where people are: by the tracker's word, and by where their devices were reached. */
export const createDirectory = ({
  env,
  loaded,
  committer,
  sessions,
  onChanged,
}: DirectoryParts): { readonly directory: Directory; readonly reachedDevices: ReachedDevices } => {
  const directory = new Directory(env, (person) => {
    reachedDevices.onAddresses(person.identity);
    onChanged(person);
  });
  const reachedDevices = new ReachedDevices({
    env,
    directory,
    isLinked: (device) => [...sessions()].some(({ certificate }) => certificate.device === device),
    keep: (reached) => committer.addSideWrites({ reached: [reached] }),
  });
  reachedDevices.load(loaded);
  return { directory, reachedDevices };
};
