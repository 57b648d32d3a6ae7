import { seedTests } from '../support/nemesis/seed-tests.ts';

seedTests(101, 100);
