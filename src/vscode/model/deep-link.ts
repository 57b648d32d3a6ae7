import { asHex, type EntryId, type RoomKey } from '../../../common/model/index.ts';

/** A link to a conversation, or to a message in it. It grants nothing: who opens it must have been let in already. */
export interface DeepLink {
  readonly room: RoomKey;
  readonly entry?: EntryId;
}

/** The parts of a `vscode.Uri` that matter, as the editor hands them over. */
export interface UriParts {
  readonly authority: string;
  readonly path: string;
  /** Percent-decoded. */
  readonly query: string;
  readonly fragment: string;
}

const authority = 'p2p-chat.p2p-chat';
const shape = /^r=([0-9a-f]{64})(?:&m=([0-9a-f]{64}))?$/;

/** Strict: what is unknown, doubled, out of order or too long makes it no link of ours. */
export const parseDeepLink = (uri: UriParts): DeepLink | undefined => {
  if (uri.authority !== authority || uri.path !== '/open' || uri.fragment !== '') return undefined;
  const [, room, entry] = shape.exec(uri.query) ?? [];
  if (room === undefined) return undefined;
  return { room: asHex(room), ...(entry !== undefined && { entry: asHex<EntryId>(entry) }) };
};

/** `scheme`: `env.uriScheme` of the editor at hand; forks have their own. */
export const deepLink = (scheme: string, { room, entry }: DeepLink): string =>
  `${scheme}://${authority}/open?r=${room}${entry === undefined ? '' : `&m=${entry}`}`;
