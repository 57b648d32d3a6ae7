import { describeScenes } from './checks/barriers.ts';

describeScenes('the panel', ({ options }) => options?.kind !== 'view');
