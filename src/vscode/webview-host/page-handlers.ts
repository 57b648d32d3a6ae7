import { AppError } from '../../../common/base/index.ts';
import type { RoomKey, Row } from '../../../common/model/index.ts';
import type { HostVerb, ViewParamsOf, ViewReplyOf } from '../../../common/protocol/view/index.ts';
import type { ConversationFeed } from './conversation-feed.ts';
import { findPart } from './find-part.ts';
import { slashCommand } from './slash-commands.ts';
import type { PageEvents, PageServices } from './page-services.ts';

/** One function for everything that a page may say and the engine does not do by itself. They may throw and reject, with AppError and anything else. */
export type PageHandlers = {
  readonly [V in HostVerb]: (params: ViewParamsOf<V>) => ViewReplyOf<V> | Promise<ViewReplyOf<V>>;
};

export interface HandlerParts {
  readonly services: PageServices;
  readonly feed: ConversationFeed;
  readonly events: PageEvents;
  readonly isVisible: () => boolean;
  readonly onReady: () => void;
}

/** How the words of one page are carried out. It has been checked that they are about a conversation that the page shows. */
export const pageHandlers = ({ services, feed, events, isVisible, onReady }: HandlerParts): PageHandlers => {
  const { holder, content, deletions, unsent, preferences, windowFocus } = services;
  const wrote = async (room: RoomKey, sending: Promise<Row>): Promise<Row> => {
    const row = await sending;
    services.addOwnRow(room, row);
    return row;
  };
  const isKept = (room: RoomKey, key: string): boolean => unsent.of(room).some((one) => one.key === key);
  return {
    ready: () => {
      onReady();
      return feed.ready();
    },
    send: (params) => wrote(params.room, feed.send(params)),
    slash: (params) => slashCommand(services, params),
    retry: ({ room, key }) => {
      if (!isKept(room, key)) throw new AppError('ENTRY_UNKNOWN', 'sent or let go meanwhile');
      return wrote(room, feed.retry(key));
    },
    discard: ({ room, key }) => {
      if (isKept(room, key)) unsent.drop(key);
    },
    deleteMessage: ({ room, entry }) => deletions.add(room, entry),
    undoDelete: ({ room, entry }) => {
      if (deletions.of(room).includes(entry)) deletions.undo(entry);
    },
    history: ({ room, place }) => feed.history(room, place),
    find: (params) => {
      if (holder.service === undefined) throw new AppError('OFFLINE', 'the history is closed');
      return findPart(holder.service, params);
    },
    seen: async ({ room }) => {
      if (isVisible() && windowFocus.focused) await holder.service?.markRead({ room });
    },
    draft: ({ room, text }) => {
      services.onUserActivity();
      return feed.draft(room, text);
    },
    typing: async ({ room }) => {
      if (preferences.sendTyping) await holder.service?.typing({ room });
    },
    open: ({ room }) => events.open?.(room === '' ? undefined : room),
    command: ({ command, room = feed.room, user }) => services.run(command, user === undefined ? room : { user }),
    usedEmoji: ({ emoji }) => services.recentEmoji.used(emoji),
    focus: (focus) => {
      services.onUserActivity();
      events.focus(focus);
    },
    copyText: ({ text }) => content.copy(text),
    copyLink: ({ room, entry }) => content.copy(services.link(room, entry)),
    insertCode: ({ text }) => content.insertCode(text),
    openLink: ({ url }) => content.openLink(url),
  };
};
