// The only web-standard globals that `common` may use; every runtime we target has them.
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array): string;
}
declare class URL {
  static parse(url: string): URL | null;
  readonly hostname: string;
}
