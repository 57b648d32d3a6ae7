import { AppError, utf8 } from '../../common/base/index.ts';
import { contentLog, emptyTip, tipAfter, writeRun, type LogTip } from '../../common/log/index.ts';
import { asHex, type RoomKey } from '../../common/model/index.ts';
import { History } from '../../src/store/index.ts';
import { testPerson } from './people.ts';

// `appending-program FILE`: appends to one log until it is killed, and prints how many entries are acknowledged.
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('appending-program FILE');
const room = asHex<RoomKey>('11'.repeat(32));
const { certificate, crypto } = testPerson(1, 'ana').device(0);
const workerFile = new URL('../../src/store/history-worker.ts', import.meta.url);
const history = await History.open({ workerFile, file });
const { heads } = await history.load();

const next = (tip: LogTip): void => {
  const item = { body: utf8(`{"n":${tip.prefix}}`), clock: { ms: tip.prefix, count: 0 } };
  const [entry] = writeRun(crypto, contentLog(room), certificate.device, tip, [item]);
  if (entry === undefined) throw new Error('nothing written');
  const entries = [{ room, kind: 'content' as const, entry, received: 0, late: false, news: false, mention: false }];
  history.append({ rooms: [{ room, kind: 'group' }], entries }, (error) => {
    if (error instanceof AppError) throw error;
    process.stdout.write(`${entry.seq + 1}\n`);
    next(tipAfter(entry));
  });
};
next(heads[0] ?? emptyTip);
