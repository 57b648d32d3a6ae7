/** What one person's client did and was told, over all its lives. */
export interface ClientLog {
  readonly user: string;
  /** Texts handed to `send`, in order. */
  readonly asked: readonly string[];
  /** Texts that were reported as sent, by entry id. */
  readonly sent: ReadonlyMap<string, string>;
  /** Ids of the entries that were shown as new, in order, for each life of the client. */
  readonly lives: readonly (readonly string[])[];
}

export interface SeenEntry {
  readonly entry: string;
  readonly author: string;
  readonly content: string;
}

/** What a live member holds of the room after everything has healed. */
export interface StoreView {
  readonly user: string;
  /** In the order in which they are shown. */
  readonly entries: readonly SeenEntry[];
  readonly members: readonly string[];
  /** What SQLite's `integrity_check` says; absent where there is no SQLite. */
  readonly integrity?: string;
}

export interface Evidence {
  readonly logs: readonly ClientLog[];
  readonly stores: readonly StoreView[];
  /** Everybody who is a member, and nobody else. */
  readonly members: readonly string[];
}

const maxShown = 5;

/**
 * Judges a drill by what the clients saw, after the manner of Jepsen: what was reported as sent is in every store; no id
 * twice; one order; each author's own order kept; nothing that nobody wrote; no ghost members; sound databases.
 * Answers one sentence for each kind of violation and client.
 */
export const check = (evidence: Evidence): string[] => {
  const asked = new Map(evidence.logs.map(({ user, asked: texts }) => [user, placesOf(texts)]));
  const { logs, stores, members } = evidence;
  return [
    ...stores.flatMap((store) => [
      ...lost(logs, store),
      ...twice(
        `in the store of ${store.user}`,
        store.entries.map(({ entry }) => entry),
      ),
      ...invented(asked, store),
      ...disordered(asked, store),
      ...ghosts(members, store),
      ...(store.integrity === undefined || store.integrity === 'ok'
        ? []
        : [`the database of ${store.user} is not sound: ${store.integrity}`]),
    ]),
    ...logs.flatMap(({ user, lives }) =>
      lives.flatMap((shown, life) => twice(`shown to ${user} in life ${life + 1}`, shown)),
    ),
    ...differences(stores),
  ];
};

const placesOf = (texts: readonly string[]): ReadonlyMap<string, number> => new Map(texts.map((text, i) => [text, i]));

const report = (what: string, found: readonly string[]): string[] => {
  if (found.length === 0) return [];
  const more = found.length > maxShown ? ` and ${found.length - maxShown} more` : '';
  return [`${what}: ${found.slice(0, maxShown).join(', ')}${more}`];
};

const lost = (logs: readonly ClientLog[], { user, entries }: StoreView): string[] => {
  const held = new Map(entries.map((seen) => [seen.entry, seen]));
  return logs.flatMap((log) => {
    const bad = [...log.sent].filter(([entry, content]) => {
      const seen = held.get(entry);
      return seen?.author !== log.user || seen.content !== content;
    });
    return report(
      `reported as sent by ${log.user} and not held by ${user}`,
      bad.map(([, content]) => JSON.stringify(content.slice(0, 30))),
    );
  });
};

const twice = (where: string, ids: readonly string[]): string[] => {
  const met = new Set<string>();
  const repeated = ids.filter((id) => met.size === met.add(id).size);
  return report(
    `twice ${where}`,
    repeated.map((id) => id.slice(0, 12)),
  );
};

const invented = (asked: ReadonlyMap<string, ReadonlyMap<string, number>>, { user, entries }: StoreView): string[] =>
  report(
    `held by ${user} and never written`,
    entries
      .filter(({ author, content }) => asked.get(author)?.has(content) !== true)
      .map(({ author, content }) => `${author}: ${JSON.stringify(content.slice(0, 30))}`),
  );

const disordered = (asked: ReadonlyMap<string, ReadonlyMap<string, number>>, { user, entries }: StoreView): string[] =>
  [...Map.groupBy(entries, ({ author }) => author)].flatMap(([author, all]) => {
    const places = asked.get(author) ?? new Map<string, number>();
    const own = all.filter(({ content }) => places.has(content));
    const placeOf = (seen: SeenEntry | undefined): number => places.get(seen?.content ?? '') ?? -1;
    const back = own.filter((seen, i) => placeOf(seen) < placeOf(own[i - 1]));
    return report(
      `the order of ${author} is broken at ${user}`,
      back.map(({ content }) => JSON.stringify(content.slice(0, 30))),
    );
  });

const ghosts = (members: readonly string[], store: StoreView): string[] => [
  ...report(
    `ghost members at ${store.user}`,
    store.members.filter((one) => !members.includes(one)),
  ),
  ...report(
    `members missing at ${store.user}`,
    members.filter((one) => !store.members.includes(one)),
  ),
];

const differences = ([first, ...rest]: readonly StoreView[]): string[] =>
  rest.flatMap(({ user, entries }) => {
    const at = entries.findIndex(({ entry }, i) => entry !== first?.entries[i]?.entry);
    if (at < 0 && entries.length === first?.entries.length) return [];
    const where = at < 0 ? entries.length : at;
    return [`${user} and ${first?.user} see another order from line ${where + 1} on`];
  });
