import type { Disposable, Env } from '../../../common/base/index.ts';
import type { Certificate, DeviceKey, Entry, IdentityKey, PeerHave } from '../../../common/model/index.ts';
import type { Delivery } from '../../../common/protocol/view/index.ts';
import type { Certificates } from './certificates.ts';
import type { Committer } from './committer.ts';
import type { Conversation } from './conversation.ts';

const saveDelay = 1000;

/** Who holds my messages, from what peer devices say themselves. Kept on disk for the marks after a restart. */
export class Deliveries implements Disposable {
  readonly #env: Pick<Env, 'clock'>;
  readonly #me: Certificate;
  readonly #certificates: Certificates;
  readonly #committer: Committer;
  readonly #unsaved = new Map<string, PeerHave>();
  #timer: Disposable | undefined;

  constructor(env: Pick<Env, 'clock'>, me: Certificate, certificates: Certificates, committer: Committer) {
    this.#env = env;
    this.#me = me;
    this.#certificates = certificates;
    this.#committer = committer;
  }

  /** Delivered to a user = at least one of his devices says that it holds the entry. */
  of(conversation: Conversation, { device, seq }: Pick<Entry, 'device' | 'seq'>): Delivery {
    const holders = new Set<IdentityKey>();
    for (const [peer, marks] of conversation.acknowledged) {
      const identity = this.#certificates.get(peer)?.identity;
      if (identity !== undefined && (marks.get(device) ?? 0) > seq) holders.add(identity);
    }
    const others = [...conversation.members()].filter(([identity]) => identity !== this.#me.identity);
    const users = others.filter(([identity]) => holders.has(identity)).map(([, username]) => username);
    return { n: users.length, m: others.length, users };
  }

  /** A loss in a crash costs nothing: the next HAVE says it again. So this waits for company. */
  save(conversation: Conversation, peer: Certificate, device: DeviceKey, prefix: number): void {
    const have: PeerHave = { room: conversation.room, peer: peer.device, device, kind: 'content', prefix, read: 0 };
    this.#unsaved.set(`${conversation.room}${peer.device}${device}`, have);
    this.#timer ??= this.#env.clock.after(saveDelay, () => {
      this.#timer = undefined;
      const peerHave = [...this.#unsaved.values()];
      this.#unsaved.clear();
      // the mark outlives the certificate's first entry, and without the certificate it is nobody's
      const certificates = [...new Set(peerHave.map((one) => one.peer))].flatMap((one) => this.#certificates.toSave(one));
      this.#committer.note({ peerHave, certificates });
    });
  }

  dispose(): void {
    this.#timer?.dispose();
  }
}
