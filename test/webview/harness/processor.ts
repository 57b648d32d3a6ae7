import type { Page } from 'playwright-core';

/** Something that is done in the page, and measured. */
export interface Piece {
  readonly name: string;
  readonly prepare?: () => Promise<unknown>;
  readonly work: () => Promise<unknown>;
}

/** What of a trace of the browser is read here; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of processor time; a few lack it. */
  readonly tdur?: number;
}

const task = 'ThreadControllerImpl::RunTask';

/**
 * How long the page could not have answered a key press during each piece, milliseconds: the longest task of its thread, layout
 * and painting included. In processor time, which nothing else that the machine does counts in.
 */
export const longestTasks = async (page: Page, pieces: readonly Piece[]): Promise<ReadonlyMap<string, number>> => {
  const browser = page.context().browser();
  if (browser === null) throw new Error('no browser');
  const mark = (name: string): Promise<unknown> => page.evaluate((text) => performance.mark(text), name);
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  try {
    for (const { name, prepare, work } of pieces) {
      await prepare?.();
      await mark(`begin ${name}`);
      await work();
      await mark(`end ${name}`);
    }
  } catch (error) {
    await browser.stopTracing();
    throw error;
  }
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return new Map(pieces.map(({ name }) => [name, longestBetween(traceEvents, `begin ${name}`, `end ${name}`)]));
};

const longestBetween = (events: readonly TraceEvent[], first: string, last: string): number => {
  const begin = events.find(({ name }) => name === first);
  const end = events.find(({ name }) => name === last);
  if (begin === undefined || end === undefined) throw new Error(`the trace lacks ${first} or ${last}`);
  const times = events
    .filter(({ name, pid, tid }) => name === task && pid === begin.pid && tid === begin.tid)
    .filter(({ ts }) => ts > begin.ts && ts < end.ts)
    .map(({ dur = Infinity, tdur = dur }) => tdur / 1000);
  if (times.length === 0) throw new Error(`the trace holds no task of ${first}`);
  return Math.max(...times);
};
