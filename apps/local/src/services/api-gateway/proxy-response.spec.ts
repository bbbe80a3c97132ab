import { proxyResponse } from './proxy-response.js';

const respond = (result: unknown, accept?: string, binaryMediaTypes: string[] = []) =>
  proxyResponse(JSON.stringify(result), accept, binaryMediaTypes);

describe("a function's result", () => {
  it('becomes the response', () => {
    expect(
      respond({
        statusCode: 200,
        headers: { A: 'x', N: 1 },
        multiValueHeaders: { A: ['y', 'z'] },
        body: 'ü',
      }),
    ).toEqual({
      status: 200,
      headers: [
        ['content-type', 'application/json'],
        ['N', '1'],
        ['A', 'y'],
        ['A', 'z'],
      ],
      body: Buffer.from('ü'),
    });
  });

  it('has its Base64 decoded for those who ask for a binary type', () => {
    const image = { statusCode: 200, isBase64Encoded: true, body: 'aGk=' };
    expect(respond(image, 'image/png', ['image/*'])?.body.toString()).toBe('hi');
    expect(respond(image, 'text/html', ['image/*'])?.body.toString()).toBe('aGk=');
  });

  it.each([
    null,
    'text',
    {},
    { statusCode: 'x' },
    { statusCode: 200, body: {} },
    { statusCode: 200, header: {} },
  ])('%j is malformed', (result) => {
    expect(respond(result)).toBeUndefined();
  });
});
