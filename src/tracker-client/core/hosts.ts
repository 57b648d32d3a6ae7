/** Loopback, private, link-local or overlay (100.64/10): where a socket without TLS may go. No brackets, no zone. */
export const isPrivateAddress = (address: string): boolean => {
  const v4 = /(?:^|^::ffff:)(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (v4 !== undefined) return isPrivateV4(v4);
  return address === '::1' || /^f[cd][0-9a-f]{2}:/i.test(address) || /^fe[89ab][0-9a-f]:/i.test(address);
};

/** A host as it stands in a URL. A name without a dot, or under a domain that is never public, counts as private. */
export const isPrivateHost = (host: string): boolean => {
  const address = literal(host);
  if (address !== undefined) return isPrivateAddress(address);
  return !host.includes('.') || /\.(?:localhost|local|lan|internal|home\.arpa)$/.test(host);
};

/** This machine itself, by name or address. */
export const isLoopbackHost = (host: string): boolean =>
  host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host) || /^(?:.+\.)?localhost$/.test(host);

/** An address of the open internet; a name never is, it must be resolved first. */
export const isPublicLiteral = (host: string): boolean => {
  const address = literal(host);
  return address !== undefined && !isPrivateAddress(address);
};

const literal = (host: string): string | undefined => {
  if (host.startsWith('[')) return host.slice(1, -1);
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) ? host : undefined;
};

const isPrivateV4 = (address: string): boolean => {
  const [a = 0, b = 0] = address.split('.').map(Number);
  if (a === 10 || a === 127) return true;
  if (a === 172) return b >= 16 && b < 32;
  if (a === 192) return b === 168;
  if (a === 169) return b === 254;
  return a === 100 && b >= 64 && b < 128;
};
