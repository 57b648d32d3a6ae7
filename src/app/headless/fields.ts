/** What JSON can say; absent fields are left out. */
type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value | undefined };

type Required<F> = F extends `${string}?` ? never : F;
type Optional<F> = F extends `${infer Name}?` ? Name : never;

/** The object whose fields have these names. Those with a question mark are left out where there is nothing to say. */
export type Fields<F extends string> = { readonly [Name in Required<F> & string]: Value } & {
  readonly [Name in Optional<F>]?: Value;
};
