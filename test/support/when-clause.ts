/** Whether a `when` clause holds: `||`, `&&`, `!`, `==`, `!=`, `=~` and brackets around one comparison, as the manifest uses them. */
export const holds = (clause: string, keys: Readonly<Record<string, unknown>>): boolean =>
  clause.split(' || ').some((all) => all.split(' && ').every((one) => term(one.trim(), keys)));

const term = (text: string, keys: Readonly<Record<string, unknown>>): boolean => {
  if (text.startsWith('!')) return !term(text.slice(1).replace(/^\((.*)\)$/, '$1'), keys);
  const [, key = '', operator, value = ''] = /^([\w.]+)(?: (==|!=|=~) (.+))?$/.exec(text) ?? [];
  if (key === '') throw new Error(`no when clause: ${text}`);
  const found = keys[key];
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
