/** Caps and times of the tracker's protocol (wire.md, W7). Times in milliseconds, sizes in bytes. */
export const trackerLimits = {
  /** One message to the tracker; one message to a client. */
  requestBytes: 72 * 1024,
  serverBytes: 1024 * 1024,
  pageBytes: 64 * 1024,
  pageItems: 500,
  /** Certificates and entries of one PUT_OPS, before base64url. */
  putBytes: 48 * 1024,
  /** Bytes waiting in one session's socket; a client that reads no faster is cut off. */
  unsentBytes: 4 * 1024 * 1024,
  /** Beyond this, what a session has asked waits until it has read; and what waits in all sockets together. */
  unreadBytes: 256 * 1024,
  unsentInAll: 64 * 1024 * 1024,
  /** Requests of one session that wait for their turn. */
  waitingRequests: 256,

  connections: 10_000,
  connectionsPerAddress: 200,
  requests: { perSecond: 20, burst: 100 },
  /** A page of LIST_PEERS or LIST_ROOMS counts for so many requests. */
  listCost: 10,
  /** Of one account from one address; and of one account from all addresses that have not signed in to it lately. */
  loginsPerAccount: { perSecond: 10 / 60, burst: 10 },
  strangersPerAccount: { perSecond: 100 / 60, burst: 100 },
  /** Milliseconds for which an address is remembered that has signed in to an account; so many of each. */
  knownAddress: 30 * 86_400_000,
  knownAddresses: 64,
  loginsPerAddress: { perSecond: 60 / 60, burst: 60 },
  registrationsPerAddress: { perSecond: 20 / 3600, burst: 20 },
  /** Milliseconds after a restore in which whoever has been forgotten is asked to come back. */
  restoreWithin: 7 * 86_400_000,
  /** Devices that one account may have. */
  devices: 16,
  /** Open rooms of one owner. */
  roomsPerOwner: 500,
  /** Control entries of one room in all; evaluation stays in the milliseconds. The owner may go on. */
  operationsPerRoom: 8192,
  /** Requests beyond the rate in a row after which a session is ended: it does not listen. */
  refusalsInARow: 1000,
  /** Rooms kept in memory; the others are read again when they are asked for. */
  roomsInMemory: 500,
  /** Buckets of one rate that are not full; idle ones are forgotten when there are this many. */
  rateBuckets: 10_000,

  signInWithin: 10_000,
  /** For the step before which a client stretches a password: slow machines take their time. */
  stretchWithin: 60_000,
  pingEvery: 12_000,
  deadAfter: 25_000,
  /** Changes of presence are gathered for so long before they are pushed. */
  gatherPeers: 250,
  /** ROOM_UPDATE of one listed room to those who are not in it, at most this often. */
  summaryEvery: 1000,
  /** What RESTARTING tells clients to wait. */
  reconnectIn: 1000,
} as const;

/** Major and minor of the protocol. Another major is refused with VERSION. */
export const trackerVersion: readonly [number, number] = [1, 0];
