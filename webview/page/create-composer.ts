import type { Host } from '../host.ts';
import type { MessageController } from './message-controller.ts';
import type { Announcer } from './announcer.ts';
import type { Renderer } from './renderer.ts';
import { SlashRunner } from './slash-runner.ts';
import { Completer } from './completer.ts';
import type { Drafts } from './drafts.ts';
import { TextAreaAdapter } from './text-area-adapter.ts';
import type { FindController } from './find-controller.ts';
import type { HistoryNavigator } from './history-navigator.ts';
import type { RecentEmoji } from './recent-emoji.ts';
import type { Sender } from './sender.ts';
import type { Store } from './store.ts';
import { ComposerController } from './composer-controller.ts';

interface ComposerEnvironment {
  readonly host: Host;
  readonly store: Store;
  readonly announcer: Announcer;
  readonly drafts: Drafts;
  readonly sender: Sender;
  readonly messages: MessageController;
  readonly history: HistoryNavigator;
  readonly find: FindController;
  readonly renderer: Renderer;
  readonly recent: RecentEmoji;
}

/** The composer, and what it makes happen in the rest of the page. */
export const createComposer = ({
  host,
  store,
  announcer,
  history,
  find,
  renderer,
  recent,
  ...rest
}: ComposerEnvironment): ComposerController => {
  /** The words of what could not be done are never lost. */
  const failed = (room: string, text: string, why: string): void => {
    if (room === store.room && composer.restore(text, why)) return;
    store.dispatch({ type: 'noted', key: `lost:${Date.now()}`, room, at: Date.now(), text: `${why}\n${text}` });
    announcer.say(why);
  };
  const composer: ComposerController = new ComposerController({
    ...rest,
    store,
    announcer,
    slash: new SlashRunner({ host, store, announcer, find: (text) => find.open(text), failed }),
    textArea: new TextAreaAdapter(renderer.root),
    completer: new Completer(announcer),
    changed: () => renderer.draw(),
    page: (by) => renderer.scroller.page(by),
    sent: () => void history.newest(),
    used: (emoji) => recent.used(emoji),
  });
  return composer;
};
