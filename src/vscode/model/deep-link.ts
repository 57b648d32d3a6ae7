import { asHex, type EntryId, type RoomKey } from '../../../common/model/index.ts';
import { extensionId as authority } from '../contributions/views.ts';

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

/** Characters of a query; more is not looked at. */
export const deepLinkLimits = { query: 160 } as const;

const path = '/open';
const id = /^[0-9a-f]{64}$/;

/** `scheme`: `env.uriScheme` of the editor at hand; forks have their own. */
export const deepLink = (scheme: string, { room, entry }: DeepLink): string =>
  `${scheme}://${authority}${path}?r=${room}${entry === undefined ? '' : `&m=${entry}`}`;

/** Whatever a web page or a mail may send. Strict: what is unknown, doubled or too long makes it no link of ours. */
export const parseDeepLink = (uri: UriParts): DeepLink | undefined => {
  if (uri.authority !== authority || uri.path !== path || uri.fragment !== '') return undefined;
  const params = uri.query.length > deepLinkLimits.query ? undefined : paramsOf(uri.query);
  const room = params?.get('r');
  const entry = params?.get('m');
  return room === undefined ? undefined : { room: asHex(room), ...(entry !== undefined && { entry: asHex(entry) }) };
};

/** A link of ours in what somebody pasted, whichever editor it was copied in: schemes differ, and another one's opens nothing here. */
export const linkIn = (text: string): string | undefined => {
  const [, rest] = /^[a-z][a-z0-9+.-]{1,30}:\/\/([!-~]+)$/i.exec(text.trim()) ?? [];
  return rest?.startsWith(`${authority}${path}?`) ? text.trim() : undefined;
};

/** Undefined if anything in it is not known, twice or no id. */
const paramsOf = (query: string): ReadonlyMap<string, string> | undefined => {
  const params = new Map<string, string>();
  for (const part of query.split('&')) {
    const [, name, value] = /^([rm])=(.*)$/s.exec(part) ?? [];
    if (name === undefined || value === undefined || params.has(name) || !id.test(value)) return undefined;
    params.set(name, value);
  }
  return params;
};
