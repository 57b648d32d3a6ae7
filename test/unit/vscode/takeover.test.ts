import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError, Emitter } from '../../../common/base/index.ts';
import type { UiState, ServiceStatus } from '../../../src/vscode/ui-state.ts';
import { Takeover } from '../../../src/vscode/takeover.ts';
import { ManualClock } from '../../support/manual-clock.ts';

let clock: ManualClock;
let kind: ServiceStatus;
let free: boolean;
let focused: boolean;
let opened: number;
let changed: Emitter<UiState>;
let takeover: Takeover;

const uiState = (): UiState => ({
  configured: true,
  registered: true,
  service: kind,
  localTracker: false,
  silenced: false,
});
const turn = (next: ServiceStatus): void => {
  kind = next;
  changed.fire(uiState());
};
/** Each look is followed by a turn of promises. */
const pass = async (seconds: number): Promise<void> => {
  for (let i = 0; i < seconds; i++) {
    clock.advance(1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
};

beforeEach(() => {
  clock = new ManualClock();
  [kind, free, focused, opened] = ['otherWindow', false, false, 0];
  changed = new Emitter();
  const holder = {
    get uiState() {
      return uiState();
    },
    onDidChange: changed.event,
    open: async () => {
      opened++;
      if (!free) throw new AppError('LOCKED', 'another window was faster');
      turn('open');
    },
  };
  takeover = new Takeover(holder, clock, { isFree: async () => free, isFocused: () => focused });
});
afterEach(() => {
  takeover.dispose();
  changed.dispose();
  expect(clock.waiting).toBe(0);
});

test('a window that somebody looks at goes on as soon as the other one has closed', async () => {
  focused = true;
  await pass(30);
  expect(opened).toBe(0);
  free = true;
  await pass(1);
  expect([opened, kind]).toEqual([1, 'open']);
  await pass(30);
  expect(opened).toBe(1);
});

test('one that nobody looks at lets the other one reload first', async () => {
  free = true;
  await pass(4);
  free = false;
  await pass(20);
  expect(opened).toBe(0);
  free = true;
  await pass(7);
  expect([opened, kind]).toEqual([1, 'open']);
});

test('where another window was faster it goes on waiting', async () => {
  focused = true;
  free = true;
  // free when looked at, taken when opened
  const looks = [true, false];
  takeover.dispose();
  takeover = new Takeover(
    {
      get uiState() {
        return uiState();
      },
      onDidChange: changed.event,
      open: async () => {
        opened++;
        if (opened === 1) throw new AppError('LOCKED', 'another window was faster');
        turn('open');
      },
    },
    clock,
    { isFree: async () => looks.shift() ?? true, isFocused: () => focused },
  );
  await pass(1);
  expect([opened, kind]).toEqual([1, 'otherWindow']);
  await pass(2);
  expect([opened, kind]).toEqual([2, 'open']);
});

test('nothing is looked at while this window has it, or none is wanted', async () => {
  turn('open');
  expect(clock.waiting).toBe(0);
  turn('otherWindow');
  expect(clock.waiting).toBe(1);
  turn('closed');
  expect(clock.waiting).toBe(0);
});
