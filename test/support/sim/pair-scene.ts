import type { LinkClass } from '../../../common/protocol/peer/index.ts';
import { Peer } from '../../../src/peer/index.ts';
import { World, type SimHost } from '../world.ts';
import { RawDialler, type RawLink } from './raw-link.ts';

export interface PairScene {
  readonly world: World;
  readonly host: SimHost;
  readonly peer: Peer;
  readonly other: RawDialler;
  readonly events: string[];
  /** A further link, opened and greeted. */
  readonly link: (fields?: { readonly boot?: string; readonly class?: LinkClass }) => RawLink;
  readonly dispose: () => void;
}

/** A peer that is or is not the controller of its pair with a device spoken by hand. */
export const pairScene = (controller: boolean): PairScene => {
  const world = new World(3, { network: { loss: 0, latency: [1, 5] } });
  const host = world.host('Peer');
  const [one, two] = [world.person('Ana'), world.person('Bia')];
  const [low, high] = one.certificate.device < two.certificate.device ? [one, two] : [two, one];
  const me = controller ? low : high;
  const events: string[] = [];
  let peer: Peer | undefined;
  world.start(host, me, (env) => {
    peer = new Peer(
      env,
      { me: me.certificate, authority: world.tracker, listen: { port: 7000 } },
      {
        authorize: () => 'known',
        onUse: () => void events.push('use'),
        onDrained: () => {},
        onDown: () => void events.push('down'),
        onFrame: (_device, _type, [first]) => void events.push(`frame ${first}`),
        onListening: () => {},
        onListenFailed: (why) => {
          throw new Error(why);
        },
        onLinksChanged: () => {},
      },
    );
    peer.start();
    return peer;
  });
  if (peer === undefined) throw new Error('not started');
  const other = new RawDialler(world, 'Other', controller ? high : low);
  const running = peer;
  world.always('the peer is sound', () => running.assertInvariants());
  return {
    world,
    host,
    peer,
    other,
    events,
    link: (fields = {}) => {
      const link = other.connect(host);
      other.hello(link, me.certificate, fields);
      world.run(50);
      return link;
    },
    dispose: () => world.dispose(),
  };
};
