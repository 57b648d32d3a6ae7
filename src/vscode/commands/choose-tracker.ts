import { AppError, parseTrackerAddress, typedAddress, type TrackerAddress } from '../../../common/base/index.ts';
import type { Answer as Found } from '../../app/index.ts';
import { knownTrackers, setting } from '../config.ts';
import type { SettingValue } from '../contributions/settings.ts';
import { addressProblemText, answerProblemText } from '../model/address-text.ts';
import { escapeIcons, escapeLinks } from '../model/escape.ts';
import { t } from '../text.ts';
import { askListWith, askText, type Choice, type Position } from '../ui/prompt.ts';
import { back, type Answer } from '../ui/steps.ts';
import type { CommandContext } from './command-context.ts';
import { startLocalTracker } from './local-tracker.ts';

/** A tracker that has answered. */
export interface ChosenTracker {
  readonly url: string;
  /** What it calls itself. */
  readonly name: string;
}

type Reach = SettingValue<'localTracker.bind'>;
type Picked = { readonly start: Reach } | { readonly text: string } | { readonly address: TrackerAddress };
/** A question that is left: what is in the address box, and what is said about it. */
type Left = { readonly value: string; readonly message?: string; readonly prompt?: string };

/** A tracker: one started here, one typed into the list itself, or one used before. Rejects with AppError. */
export const chooseTracker = async (context: CommandContext, at: Position): Promise<Answer<ChosenTracker>> => {
  const look = new TrackerProbe(context);
  for (;;) {
    const outcome = await askListWith<Picked, ChosenTracker | Left | AppError>(
      {
        ...at,
        placeholder: t('Pick a tracker, or type its address'),
        items: (typed) => choices(context, look, typed),
        lookup: (typed) => look.at(typed),
      },
      (picked) => take(context, picked),
    );
    if (outcome === undefined || outcome === back) return outcome;
    if (outcome instanceof AppError) throw outcome;
    if ('url' in outcome) return outcome;
    const answer = await askAddress(context, at, outcome);
    if (answer !== back) return answer;
  }
};

const take = async (context: CommandContext, picked: Picked): Promise<ChosenTracker | Left | AppError> => {
  if ('start' in picked) return startHere(context, picked.start);
  if ('text' in picked) {
    const problem = parseTrackerAddress(picked.text);
    if (typeof problem !== 'string' || picked.text === '') return { value: picked.text };
    return { value: picked.text, message: addressProblemText(problem) };
  }
  const found = await context.loader.probeTracker(picked.address);
  const { url } = picked.address;
  return found.kind === 'tracker'
    ? { url, name: found.tracker.name }
    : { value: typedAddress(url), message: answerProblemText(picked.address, found) ?? '' };
};

/** Where the port is taken by a tracker that is not ours, joining that one is offered. */
const startHere = async (context: CommandContext, reach: Reach): Promise<ChosenTracker | Left | AppError> => {
  try {
    const { url } = await startLocalTracker(context, reach);
    return { url, name: '' };
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code !== 'PORT_IN_USE' || error.details.tracker === undefined) return error;
    return {
      value: `127.0.0.1:${setting('localTracker.port')}`,
      prompt: t('Someone else’s tracker is already running on this computer. Press Enter to use it.'),
    };
  }
};

/** What was found at the address typed last. */
class TrackerProbe {
  readonly #context: CommandContext;
  #last: { readonly url: string; readonly found: Found } | undefined;

  constructor(context: CommandContext) {
    this.#context = context;
  }

  async at(typed: string): Promise<void> {
    const address = parseTrackerAddress(typed);
    if (typeof address === 'string') return;
    this.#last = { url: address.url, found: await this.#context.loader.probeTracker(address) };
  }

  words(address: TrackerAddress): string {
    if (this.#last?.url !== address.url) return t('Looking for a tracker…');
    const { found } = this.#last;
    return found.kind === 'tracker' ? t('Tracker: {0}', found.tracker.name) : (answerProblemText(address, found) ?? '');
  }
}

const choices = (context: CommandContext, look: TrackerProbe, typed: string): readonly Choice<Picked>[] => {
  const address = parseTrackerAddress(typed);
  const typedOne: Choice<Picked> =
    typeof address === 'string'
      ? {
          label: `$(plug) ${t('Enter a tracker address…')}`,
          alwaysShow: true,
          value: { text: typed },
          ...(typed !== '' && { detail: addressProblemText(address) }),
        }
      : {
          label: `$(plug) ${t('Use {0}', typedAddress(address.url))}`,
          detail: escapeIcons(look.words(address)),
          alwaysShow: true,
          value: { address },
        };
  const before = [...known(), ...recent(context)];
  return typed === '' ? [...before, ...starts(), typedOne] : [typedOne, ...before, ...starts()];
};

const starts = (): readonly Choice<Picked>[] => {
  const stays = setting('localTracker.keepRunning');
  return [
    {
      label: `$(device-desktop) ${t('Start a tracker on this computer')}`,
      detail: stays
        ? t('For people on this computer only. Keeps running after you close the editor.')
        : t('For people on this computer only. Stops when you close the last window.'),
      alwaysShow: true,
      value: { start: 'loopback' },
    },
    {
      label: `$(broadcast) ${t('Start a tracker for my network')}`,
      detail: stays
        ? t('For people on your network. Your computer must stay on.')
        : t('For people on your network, until you close the last window.'),
      alwaysShow: true,
      value: { start: 'all' },
    },
  ];
};

const recent = (context: CommandContext): readonly Choice<Picked>[] =>
  context.memento.trackers.flatMap((url) => one(url, 'history', typedAddress(url), t('used before')));

/** What the settings name; an address that is none is left out. */
const known = (): readonly Choice<Picked>[] =>
  knownTrackers().flatMap(({ name, url }) => one(url, 'server', escapeIcons(name), typedAddress(url)));

const one = (url: string, icon: string, label: string, description: string): readonly Choice<Picked>[] => {
  const address = parseTrackerAddress(url);
  return typeof address === 'string' ? [] : [{ label: `$(${icon}) ${label}`, description, value: { address } }];
};

const askAddress = async (context: CommandContext, at: Position, left: Left): Promise<Answer<ChosenTracker>> => {
  let chosen: ChosenTracker | undefined;
  const ask = async (text: string): Promise<ChosenTracker | string> => {
    const address = parseTrackerAddress(text);
    if (typeof address === 'string') return addressProblemText(address);
    const found = await context.loader.probeTracker(address);
    return found.kind === 'tracker'
      ? { url: address.url, name: found.tracker.name }
      : (answerProblemText(address, found) ?? '');
  };
  const answer = await askText({
    ...at,
    canGoBack: true,
    prompt: t('Tracker address'),
    placeholder: '192.168.1.20:6060',
    check: problem,
    hint: async (text) => {
      const found = await ask(text);
      return typeof found === 'string' ? found : t('Tracker: {0}', escapeLinks(found.name));
    },
    submit: async (text) => {
      const found = await ask(text);
      if (typeof found === 'string') return found;
      chosen = found;
      return undefined;
    },
    ...left,
  });
  if (answer === undefined || answer === back) return answer;
  return chosen;
};

const problem = (text: string): string | undefined => {
  const address = parseTrackerAddress(text);
  return typeof address === 'string' ? addressProblemText(address) : undefined;
};
