import { AppError } from '../../../common/base/index.ts';
import { knownTrackers, setting } from '../config.ts';
import { errorText } from '../model/error-text.ts';
import { parseTrackerAddress } from '../model/tracker-address.ts';
import { t } from '../text.ts';
import { askList, askText, type Choice, type Position } from '../ui/prompt.ts';
import { back, type Answer } from '../ui/steps.ts';
import type { Desk } from './desk.ts';
import { startLocalTracker } from './local-tracker.ts';
import { reachable } from './probe-tracker.ts';

type Picked = 'start' | 'address' | { readonly url: string };

/** The address of a tracker: one started here, one typed into the list itself, or one used before. */
export const chooseTracker = async (desk: Desk, at: Position): Promise<Answer<string>> => {
  for (;;) {
    const picked = await askList<Picked>({
      ...at,
      placeholder: t('Pick a tracker, or type its address'),
      items: (typed) => choices(desk, typed),
    });
    if (picked === undefined || picked === back) return picked;
    const answer = picked === 'start' ? await startHere(desk, at) : await join(at, picked);
    if (answer !== back) return answer;
  }
};

/** Where the port is taken by a tracker that is not ours, joining that one is offered. */
const startHere = async (desk: Desk, at: Position): Promise<Answer<string>> => {
  try {
    return await startLocalTracker(desk);
  } catch (error) {
    const url = `ws://127.0.0.1:${setting('localTracker.port')}`;
    if (AppError.from(error).code !== 'PORT_IN_USE' || !(await reachable(url))) throw error;
    return askAddress(at, {
      value: url,
      prompt: t('Someone else’s tracker is already running on this computer. Press Enter to use it.'),
    });
  }
};

const join = async (at: Position, picked: 'address' | { readonly url: string }): Promise<Answer<string>> => {
  if (picked === 'address') return askAddress(at);
  if (await reachable(picked.url)) return picked.url;
  return askAddress(at, { value: picked.url, message: errorText('TRACKER_UNREACHABLE').sentence });
};

const choices = (desk: Desk, typed: string): readonly Choice<Picked>[] => {
  const address = typed === '' ? undefined : parseTrackerAddress(typed);
  const typedOne: Choice<Picked> = address?.ok
    ? { label: `$(plug) ${t('Use {0}', address.url)}`, alwaysShow: true, value: { url: address.url } }
    : { label: `$(plug) ${t('Enter a tracker address…')}`, alwaysShow: true, value: 'address' };
  const start: Choice<Picked> = {
    label: `$(rocket) ${t('Start a tracker on this computer')}`,
    detail: t('For people on this computer only. Keeps running after you close the editor.'),
    alwaysShow: true,
    value: 'start',
  };
  const recent = desk.remembered.trackers.map((url): Choice<Picked> => ({
    label: `$(history) ${url}`,
    description: t('used before'),
    value: { url },
  }));
  return typed === '' ? [...known(), ...recent, start, typedOne] : [typedOne, ...known(), ...recent, start];
};

/** What the settings name; an address that is none is left out. */
const known = (): readonly Choice<Picked>[] =>
  knownTrackers().flatMap(({ name, url }): readonly Choice<Picked>[] => {
    const address = parseTrackerAddress(url);
    return address.ok ? [{ label: `$(server) ${name}`, description: address.url, value: { url: address.url } }] : [];
  });

const askAddress = async (
  at: Position,
  tried?: { readonly value: string; readonly message?: string; readonly prompt?: string },
): Promise<Answer<string>> => {
  const answer = await askText({
    ...at,
    canGoBack: true,
    prompt: t('Tracker address'),
    placeholder: 'ws://192.168.1.20:6060',
    check: (text) => problem(text),
    submit: async (text) => {
      const address = parseTrackerAddress(text);
      if (!address.ok) return address.message;
      return (await reachable(address.url)) ? undefined : errorText('TRACKER_UNREACHABLE').sentence;
    },
    ...tried,
  });
  if (answer === undefined || answer === back) return answer;
  const address = parseTrackerAddress(answer);
  return address.ok ? address.url : undefined;
};

const problem = (text: string): string | undefined => {
  const address = parseTrackerAddress(text);
  return address.ok ? undefined : address.message;
};
