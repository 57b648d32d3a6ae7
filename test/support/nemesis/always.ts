import type { ChatMate } from '../sim/chat-team.ts';
import type { Stage } from './stage.ts';

/** How often the costlier invariants are looked at, milliseconds; the books and the wires are looked at all the time. */
const every = 1_000;

/** What holds at every moment, whatever goes wrong. Looks again and again until the world ends. */
export const lookAlways = (stage: Stage): void => {
  for (const mate of stage.mates) {
    if (!mate.alive) continue;
    // at most so many links a pair, dials, sockets; every queue under its cap
    mate.composed.peer.assertInvariants();
    stage.receipts.hear(mate);
    if (stage.world.now() % (5 * every) < every) lookAtReceipts(stage, mate);
    if (mate.takeChanged()) lookForGhosts(stage, mate);
    const unmarked = mate.editor.unmarked(mate.host.clock.wall(stage.world.now()));
    if (unmarked !== undefined) stage.world.violated(unmarked);
  }
  stage.world.at(stage.world.now() + every, () => lookAlways(stage));
};

/** Nobody is a member who never signed that he joins. */
const lookForGhosts = ({ ledger, world }: Stage, mate: ChatMate): void => {
  for (const { kind, name, room, members } of mate.composed.chat.overview.conversations) {
    if (kind === 'direct') continue;
    const ghost = members.find(({ identity }) => !ledger.mayBeMember(room, identity));
    if (ghost !== undefined) world.violated(`${mate.host.name} believes that ${ghost.username} is in ${name}`);
  }
};

/** Whatever is shown of who has a message stays, also over a restart. */
const lookAtReceipts = ({ receipts }: Stage, mate: ChatMate): void => {
  for (const { kind, room } of mate.composed.chat.overview.conversations)
    if (kind === 'group' || kind === 'direct') receipts.read(mate, room);
};
