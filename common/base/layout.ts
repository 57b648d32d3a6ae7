import { ByteWriter, type ByteReader } from './byte-io.ts';
import { fromHex, fromUtf8, toHex, utf8 } from './bytes.ts';
import { assertWire } from './decode-guard.ts';

/** How a value stands among bytes: one description writes and reads it, so that the two cannot differ. Runs inside `decodeGuarded`. */
export interface Layout<T> {
  write(writer: ByteWriter, value: T): void;
  read(reader: ByteReader): T;
}

/** Big-endian. */
export const uint = (bytes: 1 | 2 | 4 | 6 | 8): Layout<number> => ({
  write: (writer, value) => void writer.uint(bytes, value),
  read: (reader) => reader.uint(bytes),
});

/** Bytes that are written as hex digits wherever they are no bytes: keys and ids. */
export const hex = <T extends string = string>(bytes: number): Layout<T> => ({
  write: (writer, value) => void writer.bytes(fromHex(value) ?? new Uint8Array(bytes)),
  read: (reader) => toHex(reader.take(bytes)) as T,
});

/** What is read must be so; `why` says what is wrong with it otherwise. */
export const checked = <T>(layout: Layout<T>, holds: (value: T) => boolean, why: string): Layout<T> => ({
  write: (writer, value) => layout.write(writer, value),
  read(reader) {
    const value = layout.read(reader);
    assertWire(holds(value), why);
    return value;
  },
});

/** Bytes behind their length. A view of what is read, not a copy. */
export const sized = (lengthBytes: 1 | 2, maxBytes: number = 256 ** lengthBytes - 1): Layout<Uint8Array> => ({
  write: (writer, value) => void writer.uint(lengthBytes, value.length).bytes(value),
  read(reader) {
    const length = reader.uint(lengthBytes);
    assertWire(length <= maxBytes, 'too long');
    return reader.take(length);
  },
});

/** A value that stands there as another one. `of` throws on what stands for nothing. */
export const mapped = <T, U>(layout: Layout<U>, to: (value: T) => U, of: (found: U) => T): Layout<T> => ({
  write: (writer, value) => layout.write(writer, to(value)),
  read: (reader) => of(layout.read(reader)),
});

/** UTF-8 of at most so many bytes, behind its length in one byte. */
export const text = (maxBytes: number): Layout<string> => mapped(sized(1, maxBytes), utf8, fromUtf8);

/** One of these, as its place among them in one byte. */
export const oneOf = <T extends string | number>(values: readonly T[], what: string): Layout<T> =>
  mapped(
    uint(1),
    (value) => values.indexOf(value),
    (at) => {
      const value = values[at];
      assertWire(value !== undefined, `unknown ${what}`);
      return value;
    },
  );

/** One byte, 0 or 1. */
export const flag: Layout<boolean> = mapped(
  checked(uint(1), (value) => value <= 1, 'not a flag'),
  Number,
  Boolean,
);

/** Items one after the other, behind their number. */
export const list = <T>(
  countBytes: 1 | 2,
  item: Layout<T>,
  max: number = 256 ** countBytes - 1,
): Layout<readonly T[]> => ({
  write(writer, items) {
    writer.uint(countBytes, items.length);
    for (const one of items) item.write(writer, one);
  },
  read(reader) {
    const count = reader.uint(countBytes);
    assertWire(count <= max, 'too many items');
    const items: T[] = [];
    for (let i = 0; i < count; i++) items.push(item.read(reader));
    return items;
  },
});

/** Fields one after the other, in the order in which they are named. */
export const struct = <T extends object>(fields: { readonly [K in keyof T]-?: Layout<T[K]> }): Layout<T> => {
  const named = Object.entries(fields) as [keyof T, Layout<T[keyof T]>][];
  return {
    write(writer, value) {
      for (const [name, field] of named) field.write(writer, value[name]);
    },
    read(reader) {
      const value: Partial<T> = {};
      for (const [name, field] of named) value[name] = field.read(reader);
      return value as T;
    },
  };
};

/** With one byte in front that says of which form it is. */
export const versioned = <T>(version: number, layout: Layout<T>): Layout<T> => ({
  write: (writer, value) => layout.write(writer.uint(1, version), value),
  read(reader) {
    assertWire(reader.uint(1) === version, 'unknown version');
    return layout.read(reader);
  },
});

export const bytesOf = <T>(layout: Layout<T>, value: T): Uint8Array => {
  const writer = new ByteWriter();
  layout.write(writer, value);
  return writer.done();
};
