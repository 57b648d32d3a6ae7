import type { Host } from '../host.ts';
import type { Amender } from './amender.ts';
import type { Announcer } from './announcer.ts';
import type { Canvas } from './canvas.ts';
import { Commander } from './commander.ts';
import { Completer } from './completer.ts';
import type { Drafts } from './drafts.ts';
import { Field } from './field.ts';
import type { Finder } from './finder.ts';
import type { Reader } from './reader.ts';
import type { RecentEmoji } from './recent-emoji.ts';
import type { Sender } from './sender.ts';
import type { Store } from './store.ts';
import { Typing } from './typing.ts';
import { Writer } from './writer.ts';

interface Around {
  readonly host: Host;
  readonly store: Store;
  readonly announcer: Announcer;
  readonly drafts: Drafts;
  readonly sender: Sender;
  readonly amender: Amender;
  readonly reader: Reader;
  readonly finder: Finder;
  readonly canvas: Canvas;
  readonly recent: RecentEmoji;
}

/** The composer, and what it makes happen in the rest of the page. */
export const makeWriter = ({ host, store, announcer, reader, finder, canvas, recent, ...rest }: Around): Writer => {
  /** The words of what could not be done are never lost. */
  const failed = (room: string, text: string, why: string): void => {
    if (room === store.room && writer.takeBack(text, why)) return;
    store.dispatch({ type: 'noted', key: `lost:${Date.now()}`, room, at: Date.now(), text: `${why}\n${text}` });
    announcer.say(why);
  };
  const writer: Writer = new Writer({
    ...rest,
    store,
    announcer,
    commander: new Commander({ host, store, announcer, find: (text) => finder.open(text), failed }),
    field: new Field(canvas.root),
    completer: new Completer(announcer),
    typing: new Typing((room) => host.tell('typing', { room })),
    changed: () => canvas.draw(),
    page: (by) => canvas.scroller.page(by),
    sent: () => void reader.newest(),
    used: (emoji) => recent.used(emoji),
  });
  return writer;
};
