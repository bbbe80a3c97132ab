import { rawRequest } from '../inputs/raw-requests.js';
import { requestsTo, ROUTES } from '../inputs/requests.js';
import { inputAt } from './random.js';

describe('the input with a number', () => {
  it('is always the same, so that it can be sent again alone', () => {
    const requests = requestsTo(ROUTES[0]!);
    expect(inputAt(requests, 7, 123)).toEqual(inputAt(requests, 7, 123));
    expect(inputAt(rawRequest, 7, 123)).toBe(inputAt(rawRequest, 7, 123));
  });

  it('is another for another number or seed', () => {
    const inputs = Array.from({ length: 100 }, (_, index) => inputAt(rawRequest, 7, index));
    expect(new Set(inputs).size).toBeGreaterThan(90);
    expect(inputs.filter((input, index) => input === inputAt(rawRequest, 8, index)).length).toBeLessThan(10);
  });
});
