import type { client } from '@serenity-kit/opaque';

/** What the worker can do: OPAQUE's four client steps. `undefined` from `finishLogin` means a wrong password. */
interface StretchCalls {
  startRegistration: [client.StartRegistrationParams, client.StartRegistrationResult];
  finishRegistration: [client.FinishRegistrationParams, client.FinishRegistrationResult];
  startLogin: [client.StartLoginParams, client.StartLoginResult];
  finishLogin: [client.FinishLoginParams, client.FinishLoginResult | undefined];
}
export type StretchCall = keyof StretchCalls;
export type StretchParams<C extends StretchCall> = StretchCalls[C][0];
export type StretchResult<C extends StretchCall> = StretchCalls[C][1];

export type StretchRequest = { [C in StretchCall]: { id: number; call: C; params: StretchParams<C> } }[StretchCall];
export type StretchReply =
  | { readonly id: number; readonly result: StretchResult<StretchCall> }
  | { readonly id: number; readonly error: string };
