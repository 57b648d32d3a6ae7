/** What a conversation is called wherever people read its name: a room is marked as one, a person is not. */
export const titleOf = ({ kind, name }: { readonly kind: 'group' | 'direct'; readonly name: string }): string =>
  kind === 'group' ? `#${name}` : name;
