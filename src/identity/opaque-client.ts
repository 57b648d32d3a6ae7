import { AppError, equalBytes, fromBase64url, type Disposable } from '../../common/base/index.ts';
import { foldName } from '../../common/text/index.ts';
import { passwordInput } from './password.ts';
import { OpaqueWorkerThread } from './opaque-worker-thread.ts';
import type { OpaqueCall, OpaqueParams, OpaqueResult } from './opaque-worker-protocol.ts';

/** Fixed, so that a tracker cannot weaken it (trust.md, Keys and accounts). */
const keyStretching = 'memory-constrained';

/** How long the worker, which holds some 20 MB, outlives its last call, in milliseconds. */
const restAfter = 10_000;

/** Who the password is for, at the tracker of this HELLO. */
export interface OpaqueParties {
  readonly username: string;
  readonly tracker: { readonly id: string; readonly opaqueKey: Uint8Array };
}

export interface OpaqueOptions {
  /** `opaque-worker`, bundled or as source; the composition root knows where it lies. */
  readonly workerFile: string | URL;
}

/**
 * The client's side of OPAQUE, in a worker that is started when first needed. States and messages are the library's
 * strings. Every promise rejects with AppError INTERNAL when the worker fails, is disposed or is handed garbage.
 */
export class OpaqueClient implements Disposable {
  readonly #options: OpaqueOptions;
  #thread: OpaqueWorkerThread | undefined;
  #idle: NodeJS.Timeout | undefined;
  /** Of the last worker. */
  #exit: Promise<unknown> | undefined;
  #disposed = false;

  constructor(options: OpaqueOptions) {
    this.#options = options;
  }

  async startRegistration(password: string): Promise<{ state: string; request: string }> {
    const answer = await this.#call('startRegistration', { password: passwordInput(password) });
    return { state: answer.clientRegistrationState, request: answer.registrationRequest };
  }

  /** AppError TRACKER_CHANGED if the tracker is not the one it says it is. */
  async finishRegistration(
    step: OpaqueParties & { password: string; state: string; response: string },
  ): Promise<{ record: string; exportKey: string }> {
    const answer = await this.#call('finishRegistration', {
      password: passwordInput(step.password),
      clientRegistrationState: step.state,
      registrationResponse: step.response,
      identifiers: identifiers(step),
      keyStretching,
    });
    checkTracker(answer.serverStaticPublicKey, step);
    return { record: answer.registrationRecord, exportKey: answer.exportKey };
  }

  async startLogin(password: string): Promise<{ state: string; request: string }> {
    const answer = await this.#call('startLogin', { password: passwordInput(password) });
    return { state: answer.clientLoginState, request: answer.startLoginRequest };
  }

  /** AppError BAD_CREDENTIALS for a wrong password or an unknown user; TRACKER_CHANGED as above. */
  async finishLogin(
    step: OpaqueParties & { password: string; state: string; response: string },
  ): Promise<{ request: string; exportKey: string }> {
    const answer = await this.#call('finishLogin', {
      password: passwordInput(step.password),
      clientLoginState: step.state,
      loginResponse: step.response,
      identifiers: identifiers(step),
      keyStretching,
    });
    if (answer === undefined) throw new AppError('BAD_CREDENTIALS', 'Wrong username or password.');
    checkTracker(answer.serverStaticPublicKey, step);
    return { request: answer.finishLoginRequest, exportKey: answer.exportKey };
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#idle);
    this.#thread?.dispose();
  }

  /** As `dispose`; resolves when the worker is gone. */
  async close(): Promise<void> {
    this.dispose();
    await this.#exit;
  }

  async #call<C extends OpaqueCall>(call: C, params: OpaqueParams<C>): Promise<OpaqueResult<C>> {
    if (this.#disposed) throw new AppError('INTERNAL', 'The password worker was stopped.');
    clearTimeout(this.#idle);
    const thread = (this.#thread ??= this.#start());
    try {
      return await thread.call(call, params);
    } finally {
      if (this.#thread === thread && !thread.busy) this.#rest(thread);
    }
  }

  #start(): OpaqueWorkerThread {
    const thread: OpaqueWorkerThread = new OpaqueWorkerThread(this.#options.workerFile, () => {
      if (this.#thread === thread) this.#thread = undefined;
    });
    this.#exit = thread.exit;
    return thread;
  }

  #rest(thread: OpaqueWorkerThread): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => thread.dispose(), restAfter);
  }
}

const checkTracker = (serverPublicKey: string, { tracker }: OpaqueParties): void => {
  const key = fromBase64url(serverPublicKey);
  if (key !== undefined && equalBytes(key, tracker.opaqueKey)) return;
  throw new AppError('TRACKER_CHANGED', 'This tracker has another key than the one it announces.');
};

const identifiers = (parties: OpaqueParties): { client: string; server: string } => ({
  client: foldName(parties.username),
  server: parties.tracker.id,
});
