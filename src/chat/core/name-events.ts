import type { ChatEvent, StateChange } from '../../../common/protocol/chat/index.ts';
import type { NameEvents, Names } from './replication/names.ts';
import type { KnownPerson } from './tracker/directory.ts';

/** What is told of names that others have too, and of those that change. */
export const nameEvents = (emit: (event: ChatEvent) => void, changed: (what: StateChange) => void): NameEvents => ({
  onShared: ({ name, identities }) => emit({ type: 'nameCollision', name, identities }),
  onRenamed: (identity, name, other) => emit({ type: 'nameChanged', identity, name, other }),
  onChanged: (people) => changed({ people }),
});

/** The tracker has said something of somebody. */
export const learnNames =
  (names: Names, changed: (what: StateChange) => void) =>
  ({ identity, username }: KnownPerson): void => {
    names.learn(identity, username, 'word');
    changed({ people: [identity] });
  };
