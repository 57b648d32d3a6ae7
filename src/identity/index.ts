export { keyPairOf, newKeyPair, signer } from './keys.ts';
export { nodeCrypto } from './node-crypto.ts';
export { openVault, sealVault } from './vault.ts';
export { checkNewPassword, passwordInput } from './password.ts';
export { OpaqueClient } from './opaque-client.ts';
export { authRequest, restoreRequest } from './device.ts';
export { registerFlow, signInFlow, type Ask, type SignedIn, type SignInContext } from './flows.ts';
export { AccountStore, type LocalAccount, type NewAccount } from './account-store.ts';
export { knownAccounts, type KnownAccount } from './known-accounts.ts';
