import type { Talker } from './talker.ts';

export interface Call {
  readonly id: number;
  readonly name: string;
  readonly params: unknown;
}

/** The child's half: carries out what the benchmark asks, and ends with it. */
export const serve = (talker: Talker): void => {
  const methods = talker as unknown as Record<string, ((params: unknown) => Promise<unknown>) | undefined>;
  const answer = async ({ id, name, params }: Call): Promise<void> => {
    try {
      process.send?.({ id, result: await methods[name]?.(params) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
  process.on('message', (call: Call) => void answer(call));
  process.on('disconnect', () => process.exit());
};
