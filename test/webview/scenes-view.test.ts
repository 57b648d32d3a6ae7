import { describeScenes } from './checks/barriers.ts';

describeScenes('the side bar', ({ options }) => options?.kind === 'view');
