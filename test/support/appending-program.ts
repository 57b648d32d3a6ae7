import { AppError, utf8 } from '../../common/base/index.ts';
import { emptyTip, logId, tipAfter, writeRun, type LogTip } from '../../common/log/index.ts';
import { asHex, type RoomKey } from '../../common/model/index.ts';
import { testPerson } from './people.ts';
import { openStore } from './stores.ts';

// `appending-program FILE`: appends to one log until it is killed, and prints how many entries are acknowledged.
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('appending-program FILE');
const room = asHex<RoomKey>('11'.repeat(32));
const { certificate, crypto } = testPerson(1, 'ana').device(0);
const { author, identity } = certificate;
const log = logId(crypto, room, 'content', identity);
const store = await openStore(file);
let tip: LogTip = store.load().heads[0] ?? emptyTip;

const next = (): void => {
  const item = { body: utf8(`{"n":${tip.prefix}}`), clock: { ms: tip.prefix, count: 0 } };
  const [entry] = writeRun(crypto, log, certificate.device, tip, [item]);
  if (entry === undefined) throw new Error('nothing written');
  const traits = { received: 0, viaCatchUp: false, countsAsUnread: false, mention: false };
  const entries = [{ room, kind: 'content' as const, author, entry, ...traits }];
  store.write({ rooms: [{ room, kind: 'group' }], entries });
  tip = tipAfter(entry);
};
store.onDurable((position) => {
  if (position instanceof AppError) throw position;
  process.stdout.write(`${tip.prefix}\n`);
  next();
});
next();
