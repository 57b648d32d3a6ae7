import { globSync, readFileSync } from 'node:fs';

/** A constant with a number as its value; `value` without underscores, products worked out where nothing else is in them. */
export interface NumberConstant {
  readonly file: string;
  readonly name: string;
  readonly value: string;
}

export const productFiles = (): string[] =>
  globSync(['src/**/*.ts', 'common/**/*.ts', 'tracker-server/src/**/*.ts'])
    .filter((file) => !file.includes('.tsbuild') && !file.endsWith('.d.ts'))
    .toSorted();

const shownValue = (source: string): string => {
  const plain = source.replaceAll(/(?<=\d)_(?=\d)/g, '').trim();
  const factors = plain.split(' * ').map(Number);
  return factors.some(Number.isNaN) ? plain : String(factors.reduce((product, factor) => product * factor, 1));
};

/** Numbers, operators and names of other constants, with at least one number. */
const isArithmetic = (source: string): boolean =>
  /^[\w.()\s*+/-]+$/.test(source) &&
  /(?<![\w.])\d/.test(source) &&
  !/\w\(|new |await |\.length|[a-z] - 1$/.test(source);

const oneLine = /^\s*(?:export )?const (\w+)(?:: number)? = ([^;{}'"`]{1,80});$/;
const member = /^ {2}(\w+): ([\d_ *]+),?$/;
const wholeObject = /^(?:export )?const (\w+) = \{ ([^{}]{1,100}) \}(?: as const)?;$/;

/** Constants at any depth, and the members of objects at the top of a file. */
export const numberConstants = (file: string, text = readFileSync(file, 'utf8')): NumberConstant[] => {
  const found: NumberConstant[] = [];
  const add = (name: string, source: string): void => void found.push({ file, name, value: shownValue(source) });
  let object: string | undefined;
  for (const line of text.split('\n')) {
    const [, opened] = /^(?:export )?const (\w+)[^=]* = \{$/.exec(line) ?? [];
    if (opened !== undefined) object = opened;
    if (line.startsWith('}')) object = undefined;
    const [, name, source] = oneLine.exec(line) ?? [];
    if (name !== undefined && source !== undefined && isArithmetic(source)) add(name, source);
    const [, of, value] = (object !== undefined && member.exec(line)) || [];
    if (of !== undefined && value !== undefined) add(`${object}.${of}`, value);
    const [, whole, members] = wholeObject.exec(line) ?? [];
    for (const each of members?.split(', ') ?? []) {
      const [, one, number] = /^(\w+): ([\d_ *]+)$/.exec(each) ?? [];
      if (one !== undefined && number !== undefined) add(`${whole}.${one}`, number);
    }
  }
  return found;
};

const bounding =
  /(?:setTimer|setTimeout|setInterval|stallTolerantTimer|withTimeout|new (?:BoundedMap|BoundedSet|TokenBucket|Coalescer|Throttle|TurnBudget))(?:<[^()]{0,120}>)?\(([^;]{0,200})/g;

/** Numbers other than 0 and 1 that are given to a timer or a bounded collection without a name. */
export const namelessLimits = (file: string, text = readFileSync(file, 'utf8')): string[] =>
  [...text.matchAll(bounding)].flatMap(([call, given = '']) =>
    /(?:^|, )(?:[2-9]|\d[\d_]+)(?:,|\)|$)/.test(given.split('\n')[0] ?? '') ? [`${file}: ${call.split('\n')[0]}`] : [],
  );
