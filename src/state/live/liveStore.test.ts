import { expect, it } from 'vitest';
import { judge, liveStore, tallyOf } from './liveStore.ts';

it('counts right and wrong answers, each data set for itself', () => {
  const of = (id: string) => tallyOf(liveStore.getState(), id);
  expect(of('mnist')).toEqual({ right: 0, judged: 0 });
  judge('mnist', true);
  judge('mnist', false);
  judge('digits', true);
  expect(of('mnist')).toEqual({ right: 1, judged: 2 });
  expect(of('digits')).toEqual({ right: 1, judged: 1 });
});
