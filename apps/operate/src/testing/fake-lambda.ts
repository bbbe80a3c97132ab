import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An HTTP answer of Lambda. */
export interface LambdaAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Lambda as the command line sees it. */
export interface FakeLambda {
  readonly endpoint: string;
  /** The commands that it received. */
  readonly commands: readonly unknown[];
  stop(): Promise<void>;
}

/** Starts a server that gives these answers, one after the other, and repeats the last one. */
export const startFakeLambda = async (...answers: readonly LambdaAnswer[]): Promise<FakeLambda> => {
  const commands: unknown[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const {
        status = 200,
        headers = {},
        body: answer,
      } = answers[Math.min(commands.length, answers.length - 1)] ?? {};
      commands.push(JSON.parse(body));
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    commands,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** An error of Lambda itself, not of the function. */
export const lambdaError = (status: number, name: string, message = 'told by AWS'): LambdaAnswer => ({
  status,
  headers: { 'x-amzn-errortype': name },
  body: { Message: message, message },
});
