import { fixedText, gatewayResponses, unknownInTemplate } from './gateway-responses.js';

describe('gateway responses', () => {
  it("are API Gateway's defaults if the template defines none", () => {
    const { status, body } = gatewayResponses().render('INTEGRATION_TIMEOUT', 'r1');
    expect([status, body.toString()]).toEqual([504, '{"message":"Endpoint request timed out"}']);
  });

  it('are those of the template, and a response type comes before DEFAULT_4XX', () => {
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

  it('have the status of their response type as soon as the template has a response of this type', () => {
    const responses = gatewayResponses();
    responses.set('DEFAULT_5XX', { headers: {} });
    expect(responses.render('INTEGRATION_THROTTLED', 'r1').status).toBe(500);
    responses.set('INTEGRATION_FAILURE', { headers: {} });
    expect(responses.render('INTEGRATION_THROTTLED', 'r1').status).toBe(504);
    responses.set('INTEGRATION_FAILURE', { headers: {}, status: 503 });
    expect(responses.render('INTEGRATION_THROTTLED', 'r1').status).toBe(503);
  });

  it.each([
    ['{"a":$context.error.messageString}', undefined],
    ['$context.identity.sourceIp', '$context.identity.sourceIp'],
    ['#if(1) x #end', '#if(1)'],
  ])('have the unknown part in %s: %s', (template, unknown) => {
    expect(unknownInTemplate(template)).toBe(unknown);
  });

  it('accept fixed texts only in their headers', () => {
    expect(fixedText("'*'")).toBe('*');
    expect(fixedText('method.request.header.Origin')).toBeUndefined();
  });
});
