import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { asHex, limits } from '../../../common/model/index.ts';
import { deviceCertificateBytes } from '../../../common/log/index.ts';
import { encodeHeader, headerBytes, noSignature } from '../../../common/log/entry-codec.ts';
import { byeCodes, encodeHave, frameTypes, peerLimits } from '../../../common/protocol/peer/index.ts';
import { verbs } from '../../../common/protocol/tracker/index.ts';
import { defaultConfig } from '../../../src/peer/core/config.ts';
import { citationsIn, commentsOf, headingsOf, problemOf, sourceFiles } from '../../support/protocol-pages.ts';

const folder = 'docs/protocol';
const pages = new Map(
  globSync('*.md', { cwd: folder }).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]),
);
const files = sourceFiles();
const wire = pages.get('wire.md') ?? '';

/** The part of a page below a heading, up to the next one. */
const section = (page: string, heading: string): string =>
  page.split(/^#+ /m).find((part) => part.startsWith(heading)) ?? '';
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^\|(.+)\|$/gm)].map(([, row = '']) => row.split('|').map((cell) => cell.trim()));

const seconds = (ms: number): string => `${ms / 1000} s`;

describe('what the code cites', () => {
  test('stands in the repository, section for section', () => {
    const wrong = [...files].flatMap(([file, text]) =>
      citationsIn(commentsOf(text)).flatMap((citation) => {
        const problem = problemOf(citation);
        return problem === undefined ? [] : [`${file}: ${problem}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ['trust.md, Order', undefined],
    ['the rules of trust.md, Membership, written twice', undefined],
    ['the bytes (W4)', undefined],
    ['docs/headless.md explains them', undefined],
    ['goals.md', 'there is no goals.md'],
    ['links.md, Telepathy', 'links.md has no section Telepathy'],
    ['W99', 'wire.md has no section W99'],
  ])('%s', (comment, problem) => {
    expect(citationsIn(comment).map(problemOf)).toEqual([problem]);
  });

  test('the rules of links that PeerLinks names are numbered there', () => {
    const rules = section(pages.get('links.md') ?? '', 'Several links');
    const cited = [...commentsOf(files.get('src/peer/core/peer-links.ts') ?? '').matchAll(/[Rr]ule (\d)/g)];
    expect(cited.length).toBeGreaterThan(3);
    for (const [, number] of cited) expect(rules).toMatch(new RegExp(`^${number}\\. `, 'm'));
  });
});

describe('what the pages name', () => {
  const inCode = [...pages].flatMap(([page, text]) =>
    [...text.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => ({ page, name })),
  );

  test('paths lead somewhere', () => {
    const paths = inCode.filter(({ name }) => /^[\w.-]+(?:\/[\w.-]+)+$/.test(name) && !name.startsWith('p2pchat/'));
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter(({ name }) => !existsSync(name))).toEqual([]);
  });

  test('identifiers are in the code', () => {
    const all = [...files.values()].join('\n');
    const names = inCode.filter(({ name }) => /^[A-Za-z]+[a-z][A-Z]\w*(?:\.\w+)?$/.test(name));
    expect(names.length).toBeGreaterThan(15);
    const missing = names.filter(({ name }) => !name.split('.').every((part) => new RegExp(`\\b${part}\\b`).test(all)));
    expect(missing).toEqual([]);
  });

  test('links between pages have a target', () => {
    for (const [page, text] of pages) {
      for (const [, target = '', anchor] of text.matchAll(/\]\(([^)#]*)(?:#([^)]+))?\)/g)) {
        const file = new URL(target === '' ? page : target, `file:///${folder}/`).pathname.slice(1);
        expect(existsSync(file), `${page}: ${target}`).toBe(true);
        if (anchor === undefined) continue;
        const anchors = headingsOf(readFileSync(file, 'utf8')).map((one) =>
          one
            .toLowerCase()
            .replaceAll(/[^\w -]/g, '')
            .replaceAll(' ', '-'),
        );
        expect(anchors, `${page}: ${target}`).toContain(anchor);
      }
    }
  });
});

describe('the bytes', () => {
  test('the layout of a header is the one that is written', () => {
    const rows = rowsOf(section(wire, 'W3')).filter(([offset = '']) => /^\d+$/.test(offset));
    const places = rows.map(([offset, size]) => [Number(offset), Number(size)] as const);
    const end = places.reduce((at, [offset, size]) => (expect(offset).toBe(at), at + size), 0);
    expect(end).toBe(headerBytes);
    const fields = [
      { log: asHex<never>('11'.repeat(16)) },
      { device: asHex<never>('22'.repeat(32)) },
      { seq: 0x33 },
      { prev: new Uint8Array(32).fill(0x44) },
      { clock: { ms: 0x55, count: 0 } },
      { clock: { ms: 0, count: 0x66 } },
      { bodyHash: new Uint8Array(32).fill(0x77) },
      { bodyLength: 0x88 },
    ];
    const nothing = {
      log: asHex<never>('00'.repeat(16)),
      device: asHex<never>('00'.repeat(32)),
      seq: 0,
      prev: new Uint8Array(32),
      clock: { ms: 0, count: 0 },
      bodyHash: new Uint8Array(32),
      bodyLength: 0,
    };
    const empty = encodeHeader(nothing);
    for (const [i, field] of fields.entries()) {
      const [offset, size] = places[i + 1] ?? [0, 0];
      const header = encodeHeader({ ...nothing, ...field });
      const changed = [...header.keys()].filter((at) => header[at] !== empty[at]);
      expect(changed.length).toBeGreaterThan(0);
      for (const at of changed)
        expect(at >= offset && at < offset + size, `${Object.keys(field)[0]} at ${at}`).toBe(true);
    }
    expect(wire).toContain(`a header of ${headerBytes} bytes, a signature of ${noSignature.length}`);
    expect(wire).toContain(`a detached body of at most ${limits.body / 1024} KiB`);
  });

  test('frames and reasons have their numbers', () => {
    const rows = new Map(rowsOf(section(wire, 'W4')).map(([number, type = '', body = '']) => [type, { number, body }]));
    for (const [type, number] of Object.entries(frameTypes)) expect(rows.get(type)?.number, type).toBe(String(number));
    for (const [code, number] of Object.entries(byeCodes)) expect(rows.get('BYE')?.body).toContain(`${number} ${code}`);
    expect(wire).toContain(
      `at most ${peerLimits.helloFrame / 1024} KiB before the other side's HELLO, ${peerLimits.frame / 1024} KiB after`,
    );
    expect(wire).toContain('exactly 2,048 bytes');
    expect(peerLimits.helloBody).toBe(2048);
    expect(wire).toContain(`At most ${deviceCertificateBytes} bytes`);
  });

  test('a record of HAVE is as long as it says', () => {
    const have = { room: asHex<never>('00'.repeat(16)), full: false, more: false, ask: false };
    const record = {
      device: asHex<never>('11'.repeat(32)),
      log: asHex<never>('22'.repeat(16)),
      prefix: 0,
      from: 0,
      to: 0,
      newest: asHex<never>('00'.repeat(32)),
      read: 0,
    } as const;
    const bytes = encodeHave({ ...have, records: [record] }).length - encodeHave({ ...have, records: [] }).length;
    expect(wire).toContain(`A record of ${bytes} bytes`);
  });

  test('every label that is hashed or signed is listed', () => {
    const labels = [...files]
      .filter(([file]) => /^(?:common|src)\//.test(file))
      .flatMap(([, text]) =>
        [...text.matchAll(/'(?:p2pchat\/)?([a-z]+\/v1)(?:\\0)?'/g)].map(([, label = '']) => label),
      );
    expect(new Set(labels).size).toBeGreaterThan(8);
    expect([...new Set(labels)].filter((label) => !wire.includes(`p2pchat/${label}`))).toEqual([]);
  });

  test('intervals and caps of links are those of the peer', () => {
    const links = pages.get('links.md') ?? '';
    const { heartbeat, deadAfter, frameTimeout, sendTimeout, probe, unused, dialGap, wrongDevice } = defaultConfig;
    const { minBytesPerSecond, pipeUnsent, readyBelow, smallBytes, lag, maxLag } = defaultConfig;
    for (const said of [
      `something at least every ${seconds(heartbeat)}`,
      `nothing received for ${seconds(deadAfter)} is dead`,
      `must be complete within ${seconds(frameTimeout)}`,
      `within ${seconds(sendTimeout)}`,
      `one second more for each ${minBytesPerSecond} bytes`,
      `None within ${seconds(probe)}`,
      `unused for ${seconds(unused)}`,
      `At most ${pipeUnsent / 1024} KiB are handed`,
      `lags by more than ${lag / 1024 ** 2} MiB`,
      `signs at least every ${limits.signEvery / 1024} KiB`,
      `more than ${readyBelow / 1024} KiB wait`,
      `${maxLag / 1024 ** 2} MiB wait for it ever, and ${smallBytes / 1024} KiB in each lane`,
      `${dialGap} ms apart, at most ${defaultConfig.dialsPerDevice} at a time for a device and ${defaultConfig.dials} in all`,
    ]) {
      expect(links).toContain(said);
    }
    expect(wrongDevice).toBe(10 * 60_000);
    expect(pages.get('trust.md')).toContain(`further ahead than ${limits.clockAhead / 3_600_000} hours`);
  });

  test('every verb of the tracker is listed', () => {
    const list = section(pages.get('protocol.md') ?? '', 'Verbs of the tracker');
    for (const verb of Object.keys(verbs)) expect(list).toContain(`\`${verb}\``);
  });
});
