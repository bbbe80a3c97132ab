import { type RunningAwsEndpoint, startAwsEndpoint } from '../testing/start-aws-endpoint.js';

let endpoint: RunningAwsEndpoint;
beforeAll(async () => {
  endpoint = await startAwsEndpoint();
});
afterAll(() => endpoint.stop());

describe('who calls', () => {
  const credential = { functionName: 'f', roleArn: 'arn:aws:iam::000000000000:role/f' };
  it.each([
    [
      'a header',
      (key: string) => ({
        headers: { authorization: `AWS4-HMAC-SHA256 Credential=${key}/1/r/sqs/aws4_request` },
      }),
    ],
    ['an old header', (key: string) => ({ headers: { authorization: `AWS ${key}:signature` } })],
    [
      'a pre-signed address',
      (key: string) => ({ query: `&X-Amz-Credential=${key}%2F1%2Fr%2Fsqs%2Faws4_request` }),
    ],
    ['an old pre-signed address', (key: string) => ({ query: `&AWSAccessKeyId=${key}` })],
  ])(
    'is known from %s',
    async (_place, sign: (key: string) => { headers?: Record<string, string>; query?: string }) => {
      const { accessKeyId } = endpoint.services.sts.accessKeys.issue(
        credential.functionName,
        credential.roleArn,
      );
      const { headers = {}, query = '' } = sign(accessKeyId);
      const response = await fetch(`${endpoint.address}/?Action=ListTopics&Version=2010-03-31${query}`, {
        headers,
      });
      expect([response.status, await response.text()]).toEqual([
        403,
        expect.stringContaining('/f is not authorized'),
      ]);
    },
  );

  it.each(['', 'Bearer x', 'AWS4-HMAC-SHA256 Credential=', 'AWS4-HMAC-SHA256 Credential=//', 'AWS '])(
    'is the administrator with %j',
    async (authorization) => {
      const response = await fetch(`${endpoint.address}/?Action=ListTopics&Version=2010-03-31`, {
        headers: { authorization },
      });
      expect(response.status).toBe(200);
    },
  );
});
