// `npm run sim`: the simulator's command stands with the simulator, in the tests.
await import(new URL('../test/support/nemesis/command.ts', import.meta.url).href);
