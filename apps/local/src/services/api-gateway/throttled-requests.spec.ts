import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accountOf } from '../../core/account.js';
import { NOBODY } from '../../core/observation.js';
import { timeAt } from '../../core/time.js';
import { testFunction, THROTTLED_RUN } from '../../testing/test-function.js';
import { iamService } from '../iam/index.js';
import { restApi } from './rest-api.js';
import { stageThrottle } from './throttle.js';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
});

/** Sends GET requests to an API with this function and these limits, one after the other. */
const answers = async (count: number, outcome: typeof THROTTLED_RUN, burst = 100) => {
  const account = accountOf('000000000000', 'us-east-1', 'Test');
  const context = { account, time: timeAt(1), log: () => {}, observer: NOBODY, onDeployed: () => {} };
  const throttle = stageThrottle({ rate: 0.001, burst }, context.time);
  throttle.configure([]);
  const api = restApi(context, throttle, iamService(context).policies);
  api.define('id', []);
  api.routes.addRoot('root');
  api.routes.addMethod('root', 'GET', {
    integration: { kind: 'lambda', function: testFunction(outcome), timeout: 29 },
    requiredParameters: [],
  });
  const template = '{"code":"gateway/$context.error.responseType","message":$context.error.messageString}';
  for (const type of ['DEFAULT_4XX', 'DEFAULT_5XX'])
    api.gatewayResponses.set(type, { headers: {}, template });
  const server = createServer(api.listener).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const received = [];
  for (let sent = 0; sent < count; sent += 1) {
    const response = await fetch(url);
    received.push([response.status, await response.text()]);
  }
  return received;
};

const OK = { payload: '{"statusCode":200,"body":"ok"}' };

it('answers 429 to requests above the limit of the stage, with the gateway response THROTTLED', async () => {
  expect(await answers(3, OK, 2)).toEqual([
    [200, 'ok'],
    [200, 'ok'],
    [429, '{"code":"gateway/THROTTLED","message":"Too Many Requests"}'],
  ]);
});

it('answers 500 if the function is throttled', async () => {
  expect(await answers(1, THROTTLED_RUN)).toEqual([
    [500, '{"code":"gateway/INTEGRATION_FAILURE","message":"Internal server error"}'],
  ]);
});
