import { faultOf } from './answers.js';
import { isFlat } from './memory-trend.js';

const answer = (status: number) => ({
  status,
  headers: { 'access-control-allow-origin': '*' },
  body: '{"data":[],"message":"OK"}',
  ms: 10,
});

describe('an answer under load', () => {
  it.each([200, 201, 404, 409, 429, 503, 504])('may have the status %p', (status) =>
    expect(faultOf(answer(status))).toBeUndefined(),
  );

  it.each([
    ['no answer: socket hang up', { ...answer(0), problem: 'socket hang up' }],
    ['status 500: {"data":[],"message":"OK"}', answer(500)],
    ['status 502: {"data":[],"message":"OK"}', answer(502)],
    ['status 200 without CORS headers', { ...answer(200), headers: {} }],
    ['status 429 without the envelope: Too Many Requests', { ...answer(429), body: 'Too Many Requests' }],
    ['an answer after more than 31 s', { ...answer(200), ms: 31_001 }],
  ])('is a fault: %s', (fault, given) => expect(faultOf(given)).toBe(fault));
});

it.each([
  [1000, 1150, true],
  [1000, 1200, false],
  [1000, 500, true],
])('memory of %p MB that becomes %p MB is flat: %p', (firstThird, lastThird, flat) =>
  expect(isFlat({ firstThird, lastThird, most: 0, processes: 1 })).toBe(flat),
);
