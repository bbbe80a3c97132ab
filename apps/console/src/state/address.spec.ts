import { linkTo, routeOf, VIEWS } from './address.js';

describe('the address of a view', () => {
  const ARN = 'arn:aws:sqs:us-east-1:000000000000:a/b?c#d&e=f%';

  it.each(VIEWS)('leads back to it: %s', (view) => {
    expect(routeOf(linkTo(view))).toEqual({ view, query: {} });
    expect(routeOf(linkTo(view, ARN))).toEqual({ view, item: ARN, query: {} });
    expect(routeOf(linkTo(view, 'x', { product: 'A&B=C', error: 'true' }))).toEqual({
      view,
      item: 'x',
      query: { product: 'A&B=C', error: 'true' },
    });
  });

  it.each(['', '#', '#/', '#/nothing', '#nonsense?', '#/__proto__'])(
    'is the first view if it is %j',
    (text) => expect(routeOf(text).view).toBe('flow'),
  );

  it('may be broken', () =>
    expect(routeOf('#/flow/%E0%A4%A')).toEqual({ view: 'flow', item: '%E0%A4%A', query: {} }));
});
