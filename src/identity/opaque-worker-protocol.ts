import type { client } from '@serenity-kit/opaque';

/** What the worker can do: OPAQUE's four client steps. `undefined` from `finishLogin` means a wrong password. */
interface OpaqueCalls {
  startRegistration: [client.StartRegistrationParams, client.StartRegistrationResult];
  finishRegistration: [client.FinishRegistrationParams, client.FinishRegistrationResult];
  startLogin: [client.StartLoginParams, client.StartLoginResult];
  finishLogin: [client.FinishLoginParams, client.FinishLoginResult | undefined];
}
export type OpaqueCall = keyof OpaqueCalls;
export type OpaqueParams<C extends OpaqueCall> = OpaqueCalls[C][0];
export type OpaqueResult<C extends OpaqueCall> = OpaqueCalls[C][1];

export type OpaqueRequest = { [C in OpaqueCall]: { id: number; call: C; params: OpaqueParams<C> } }[OpaqueCall];
export type OpaqueReply =
  | { readonly id: number; readonly result: OpaqueResult<OpaqueCall> }
  | { readonly id: number; readonly error: string };
