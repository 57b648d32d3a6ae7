import type { TrackerHealth } from '../../../common/protocol/tracker/index.ts';

/** What listens at an address. LIMITS.md lists the limits. */
export const healthLimits = {
  /** Milliseconds that a person waits for an answer. */
  patience: 5000,
  /** Bytes of the answer: a tracker's is about 200. */
  body: 4096,
  /** Characters of what a web server calls itself. */
  server: 60,
} as const;

/**
 * What answers at an address. `web`: a web server; `other`: something that is none. `certificate`: TLS that this computer does not trust.
 * `secure`, `plain`: a tracker, but with TLS, or without. `public`: a name that leads to the open internet, where TLS is needed.
 */
export type Answer =
  | { readonly kind: 'tracker'; readonly tracker: TrackerHealth }
  | { readonly kind: 'web'; readonly server?: string }
  | {
      readonly kind:
        | 'other'
        | 'refused'
        | 'silent'
        | 'unknownHost'
        | 'unreachable'
        | 'certificate'
        | 'secure'
        | 'plain'
        | 'public';
    };

/** A web server that is no tracker, with the name that it gives itself, if that can be shown to a person. */
export const webAnswer = (server: string | undefined): Answer =>
  server !== undefined && server.length <= healthLimits.server && /^[\w./ ()+-]+$/.test(server)
    ? { kind: 'web', server }
    : { kind: 'web' };

/** What an error of the socket says about the other end. */
export const failedAnswer = (code: string | undefined): Answer => {
  if (code === undefined) return { kind: 'unreachable' };
  if (code === 'ECONNREFUSED') return { kind: 'refused' };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { kind: 'unknownHost' };
  if (code === 'ETIMEDOUT') return { kind: 'silent' };
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ISSUER/.test(code)) return { kind: 'certificate' };
  // it was reached, and spoke another language or none
  if (/^(?:HPE_|ECONNRESET|EPIPE|EPROTO|ERR_SSL|ERR_TLS)/.test(code)) return { kind: 'other' };
  return { kind: 'unreachable' };
};
