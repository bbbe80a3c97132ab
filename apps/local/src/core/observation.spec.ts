import type { Activity } from './activity.js';
import { lazyObserver, NOBODY, type Passage } from './observation.js';

const passage: Passage = { from: 'a', to: 'b', bodies: ['1', '2'], failed: 0 };
const unwanted = (): never => {
  throw new Error('made although nobody observes');
};

it('makes nothing if nobody observes', () => {
  const observer = lazyObserver(undefined, () => {});
  observer.passed(unwanted);
  observer.exchanged(unwanted);
  expect(observer).toBe(NOBODY);
  expect(observer.arrivedAt('b')).toBeUndefined();
});

it('counts what arrived, and leaves out passages of nothing', () => {
  const seen: Passage[] = [];
  const observer = lazyObserver({ passed: (it) => void seen.push(it), exchanged: () => {} }, () => {});
  observer.passed(() => [passage, { ...passage, bodies: [] }, { ...passage, bodies: [], failed: 1 }]);
  expect(observer.arrivedAt('b')).toBe(2);
  expect(observer.arrivedAt('a')).toBe(0);
  expect(seen).toEqual([passage, { ...passage, bodies: [], failed: 1 }]);
});

it('keeps the failures of an observer away from services, and logs the first one', () => {
  const logged: Activity[] = [];
  const failing = { passed: unwanted, exchanged: unwanted };
  const observer = lazyObserver(failing, (activity) => void logged.push(activity));
  observer.passed(() => [passage]);
  observer.exchanged(unwanted);
  expect(logged).toEqual([{ event: 'warning', message: expect.stringContaining('made although') }]);
});
