/** What people write. */
export declare const ordinary: readonly string[];
/** What is written to hurt, by name. */
export declare const bombs: Readonly<Record<string, string>>;
