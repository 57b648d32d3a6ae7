export { keyPairOf, newKeyPair, signer, type KeyPair } from './keys.ts';
export { nodeCrypto } from './node-crypto.ts';
export { openVault, sealVault } from './vault.ts';
export { checkNewPassword, passwordInput } from './password.ts';
export { OpaqueClient, trackerIdOf, type OpaqueOptions } from './opaque-client.ts';
export { authRequest, type Device, type Greeting } from './device.ts';
export {
  registerFlow,
  signInFlow,
  type Ask,
  type KnownDevice,
  type PasswordCredentials,
  type SignedIn,
  type SignInContext,
} from './flows.ts';
export { AccountStore, type LocalAccount, type NewAccount } from './account-store.ts';
export type { AccountFields } from './account-file.ts';
