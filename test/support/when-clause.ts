export interface Comparison {
  readonly key: string;
  /** Absent: the key alone. */
  readonly operator?: '==' | '!=' | '=~';
  readonly value: string;
}

/** Whether a `when` clause holds: `||`, `&&`, `!`, `==`, `!=`, `=~` and brackets around one comparison, as the manifest uses them. */
export const holds = (clause: string, keys: Readonly<Record<string, unknown>>): boolean =>
  clause.split(' || ').some((all) => all.split(' && ').every((one) => term(one.trim(), keys)));

/** Everything that a clause asks. */
export const comparisons = (clause: string): readonly Comparison[] =>
  clause.split(/ (?:\|\||&&) /).map((one) => comparison(inside(one.trim())));

/** Whether a comparison is true of what its key is. */
export const isTrue = ({ operator, value }: Comparison, found: unknown): boolean => {
  switch (operator) {
    case '==':
      return String(found) === value;
    case '!=':
      return String(found) !== value;
    case '=~':
      return new RegExp(value.replace(/^\/(.*)\/$/, '$1').replaceAll('\\/', '/')).test(String(found));
    case undefined:
    default:
      return Boolean(found);
  }
};

const term = (text: string, keys: Readonly<Record<string, unknown>>): boolean => {
  if (text.startsWith('!')) return !term(inside(text), keys);
  const one = comparison(text);
  return isTrue(one, keys[one.key]);
};

/** Without its `!` and the brackets behind it. */
const inside = (text: string): string => (text.startsWith('!') ? text.slice(1).replace(/^\((.*)\)$/, '$1') : text);

const comparison = (text: string): Comparison => {
  const [, key = '', operator, value = ''] = /^([\w.]+)(?: (==|!=|=~) (.+))?$/.exec(text) ?? [];
  if (key === '') throw new Error(`no when clause: ${text}`);
  return operator === undefined ? { key, value } : { key, operator: operator as '==' | '!=' | '=~', value };
};
