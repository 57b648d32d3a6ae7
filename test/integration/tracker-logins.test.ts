import { expect, it } from 'vitest';
import { trackerLimits } from '../../common/protocol/tracker/index.ts';
import { testPerson } from '../support/people.ts';
import { password, TestTracker } from '../support/tracker-fixture.ts';

const ana = testPerson(1, 'Ana');

it(
  'who tries the passwords of an account from elsewhere keeps its owner out nowhere',
  { timeout: 60_000 },
  async () => {
    await using tracker = await TestTracker.start();
    await tracker.registered(ana.device(1));
    const limited = { code: 'RATE_LIMITED' };
    const guess = async (address: string): Promise<unknown> => {
      const client = await tracker.client({ localAddress: address });
      return client.prove('Ana', 'guess');
    };
    const perAddress = trackerLimits.loginsPerAccount.burst;
    for (let i = 0; i < perAddress; i++) expect(await guess('127.0.0.2')).toMatchObject({ code: 'BAD_CREDENTIALS' });
    expect(await guess('127.0.0.2')).toMatchObject(limited);
    const home = await tracker.client();
    expect(await home.prove('Ana', password)).toMatchObject({ status: 'OK' });

    // from very many addresses: what nobody has signed in from waits, what Ana has been at does not
    const addresses = trackerLimits.strangersPerAccount.burst / perAddress;
    for (let i = 0; i < addresses; i++) for (let j = 0; j < perAddress; j++) await guess(`127.0.1.${i}`);
    expect(await guess('127.0.2.1')).toMatchObject(limited);
    expect(await home.enter(ana.device(2))).toMatchObject({ status: 'OK' });
    const again = await tracker.client();
    expect(await again.prove('Ana', password)).toMatchObject({ status: 'OK' });
  },
);
