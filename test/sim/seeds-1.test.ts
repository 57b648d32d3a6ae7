import { seedTests } from '../support/nemesis/seed-tests.ts';

seedTests(1, 100);
