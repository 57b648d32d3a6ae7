import { expect, test } from 'vitest';
import { SerialQueue } from '../../../../common/base/index.ts';

test('a queue runs one task after the other, and settles each as it ends', async () => {
  const queue = new SerialQueue();
  const said: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = queue.run(async () => {
    said.push('first begins');
    await gate.promise;
    said.push('first ends');
    return 1;
  });
  const second = queue.run(() => {
    said.push('second');
    throw new Error('no');
  });
  const third = queue.run(() => said.push('third'));
  const settled = queue.settled().then(() => said.push('settled'));
  gate.resolve();
  await expect(first).resolves.toBe(1);
  await expect(second).rejects.toThrow('no');
  await expect(third).resolves.toBe(4);
  await settled;
  expect(said).toEqual(['first begins', 'first ends', 'second', 'third', 'settled']);
});

test('whoever waits for the end of a queue hears no failure of others', async () => {
  const queue = new SerialQueue();
  const failed = queue.run(() => Promise.reject(new Error('no')));
  await expect(queue.settled()).resolves.toBeUndefined();
  await expect(failed).rejects.toThrow('no');
});
