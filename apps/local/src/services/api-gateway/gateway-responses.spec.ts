import { fixedText, gatewayResponses, unknownInTemplate } from './gateway-responses.js';

describe("API Gateway's own errors", () => {
  it('are its usual ones where the template says nothing', () => {
    const { status, body } = gatewayResponses().render('INTEGRATION_TIMEOUT', 'r1');
    expect([status, body.toString()]).toEqual([504, '{"message":"Endpoint request timed out"}']);
  });

  it('are those of the template, for one type before those for all of a kind', () => {
    const responses = gatewayResponses();
    responses.set('DEFAULT_4XX', {
      headers: { 'X-All': '1' },
      template: '{"id":"$context.requestId","m":$context.error.messageString}',
    });
    responses.set('REQUEST_TOO_LARGE', { status: 400, headers: {}, template: '$context.error.message!' });
    const unknown = responses.render('MISSING_AUTHENTICATION_TOKEN', 'r1');
    expect(unknown.status).toBe(403);
    expect(unknown.headers).toContainEqual(['X-All', '1']);
    expect(unknown.body.toString()).toBe('{"id":"r1","m":"Missing Authentication Token"}');
    const large = responses.render('REQUEST_TOO_LARGE', 'r1');
    expect([large.status, large.body.toString()]).toEqual([400, 'Request Entity Too Large!']);
    expect(responses.render('INTEGRATION_FAILURE', 'r1').status).toBe(502);
  });

  it.each([
    ['{"a":$context.error.messageString}', undefined],
    ['$context.identity.sourceIp', '$context.identity.sourceIp'],
    ['#if(1) x #end', '#if(1)'],
  ])('%s', (template, unknown) => {
    expect(unknownInTemplate(template)).toBe(unknown);
  });

  it('have fixed texts in their headers', () => {
    expect(fixedText("'*'")).toBe('*');
    expect(fixedText('method.request.header.Origin')).toBeUndefined();
  });
});
