import { timeAt } from '../../core/time.js';
import { METHOD_SETTINGS, stageThrottle, type ThrottleOption } from './throttle.js';

const ALL = {
  HttpMethod: '*',
  ResourcePath: '/*',
  ThrottlingRateLimit: 100,
  ThrottlingBurstLimit: 3,
};

const throttle = ({
  option = 'template' as ThrottleOption,
  speed = 1,
  settings = [ALL] as object[],
} = {}) => {
  let milliseconds = 0;
  const stage = stageThrottle(option, timeAt(speed), () => milliseconds);
  stage.configure(METHOD_SETTINGS.parse(settings));
  return {
    pass: (ms: number) => void (milliseconds += ms),
    /** Number of accepted requests until one is refused; at most 10. */
    accepted(method = 'GET', path = '/product') {
      let count = 0;
      while (count < 10 && stage.accepts(method, path)) count += 1;
      return count;
    },
  };
};

it('accepts a burst, then as many requests as the rate allows', () => {
  const stage = throttle();
  expect(stage.accepted()).toBe(3);
  stage.pass(9);
  expect(stage.accepted()).toBe(0);
  stage.pass(2);
  expect(stage.accepted()).toBe(1);
  stage.pass(1_000);
  expect(stage.accepted()).toBe(3);
});

it('counts each method and each path for itself', () => {
  const stage = throttle();
  expect(stage.accepted('GET', '/product')).toBe(3);
  expect(stage.accepted('POST', '/product')).toBe(3);
  expect(stage.accepted('GET', '/product/{productId}')).toBe(3);
  expect(stage.accepted('GET', '/product')).toBe(0);
});

it('measures in the time of the template', () => {
  const stage = throttle({ speed: 10 });
  expect(stage.accepted()).toBe(3);
  stage.pass(1);
  expect(stage.accepted()).toBe(1);
});

it('prefers the setting of a path to that of all paths', () => {
  const own = { ...ALL, ResourcePath: '/~1product~1{productId}', HttpMethod: 'GET', ThrottlingBurstLimit: 1 };
  const stage = throttle({ settings: [ALL, own] });
  expect(stage.accepted('GET', '/product/{productId}')).toBe(1);
  expect(stage.accepted('PATCH', '/product/{productId}')).toBe(3);
});

it.each([
  ['a stage without settings', { settings: [] }, 10],
  ['settings without a limit', { settings: [{ HttpMethod: '*', ResourcePath: '/*' }] }, 10],
  ['the option "off"', { option: 'off' as const }, 10],
  ['an own limit', { option: { rate: 2, burst: 4 } }, 4],
  ['an own limit for a stage without settings', { option: { rate: 2, burst: 4 }, settings: [] }, 4],
])('accepts with %s %o: %i', (_, options, count) => {
  expect(throttle(options).accepted()).toBe(count);
});
