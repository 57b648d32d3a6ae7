import { createHash } from 'node:crypto';
import { fromBase64url } from '../../../common/base/index.ts';
import { decodeServerText, trackerIdOf, type TrackerHealth } from '../../../common/protocol/tracker/index.ts';
import { healthLimits } from '../core/health.ts';
import { webSocketFactory } from './web-socket.ts';

/** What the tracker at this URL says when one connects: who it is, where no web page can hear it. Undefined if there is none. */
export const askHello = (url: string): Promise<TrackerHealth | undefined> =>
  new Promise((resolve) => {
    const finish = (answer: TrackerHealth | undefined): void => {
      clearTimeout(timer);
      socket.dispose();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(undefined), healthLimits.patience);
    const socket = webSocketFactory()(url, {
      open: () => {},
      heard: () => {},
      text: (text) => finish(readHello(text)),
      close: () => finish(undefined),
    });
  });

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

const readHello = (text: string): TrackerHealth | undefined => {
  try {
    const said = decodeServerText(text);
    if (said.kind !== 'push' || said.push.status !== 'HELLO') return undefined;
    const { name, ...keys } = said.push.tracker;
    const [opaqueKey, signKey] = [keys.opaqueKey, keys.signKey].map(fromBase64url);
    if (opaqueKey === undefined || signKey === undefined) return undefined;
    return { id: trackerIdOf({ sha256 }, { opaqueKey, signKey }), name };
  } catch {
    return undefined;
  }
};
