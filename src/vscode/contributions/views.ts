/** What of the extension has a place on screen: views and their container, the kind of a chat's tab, the item of the status bar. */
export const viewIds = {
  container: 'p2pChat',
  rooms: 'p2pChat.rooms',
  people: 'p2pChat.people',
  chat: 'p2pChat.chatView',
} as const;
export const panelType = 'p2pChat.chat';
export const statusItemId = 'p2pChat.status';

/** Publisher and name; also the authority of links. */
export const extensionId = 'p2p-chat.p2p-chat';
export const walkthroughId = `${extensionId}#p2pChat.gettingStarted`;
