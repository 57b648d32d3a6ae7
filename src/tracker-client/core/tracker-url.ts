import { AppError, parseTrackerAddress, type TrackerAddress } from '../../../common/base/index.ts';

/** The address to connect to. AppError BAD_REQUEST if it is none, or a plain one on the open internet. */
export const checkTrackerUrl = (text: string): TrackerAddress => {
  const parsed = parseTrackerAddress(text);
  if (parsed === 'plain') throw plainRefused();
  if (typeof parsed === 'string')
    throw new AppError('BAD_REQUEST', `"${text.slice(0, 200)}" is not the address of a tracker.`);
  return parsed;
};

/** Names can only be judged once they are resolved: the socket does that with this. */
export const plainRefused = (): AppError =>
  new AppError(
    'BAD_REQUEST',
    'Unencrypted connections (ws:) only work on this computer or a private network. Use wss: instead.',
  );
