import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.js';

/** Headers that belong to one connection only, or that fetch sets itself. */
const OF_THE_CONNECTION = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
]);

/**
 * Passes a request on to the SNS/SQS emulator. Queue URLs in its answers are turned into the front door's, which
 * is the endpoint that their clients use: the emulator would name hosts that are not everywhere resolved.
 */
export const proxyTo =
  (emulator: string, frontDoor: string) =>
  async (headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> => {
    const passed = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
    const response = await fetch(emulator, {
      method: 'POST',
      headers: passed.map(([name, value]): [string, string] => [name, String(value)]),
      body: new Uint8Array(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: Object.fromEntries([...response.headers].filter(([name]) => !OF_THE_CONNECTION.has(name))),
      body: text.includes('"QueueUrl') ? withOwnQueueUrls(text, frontDoor) : text,
    };
  };

/** In the answers to CreateQueue, GetQueueUrl and ListQueues. Message bodies hold no such bare properties. */
const withOwnQueueUrls = (json: string, frontDoor: string): string =>
  json.replace(/"QueueUrls?":\s*("[^"]*"|\[[^\]]*\])/g, (urls) =>
    urls.replace(/"https?:\/\/[^/"]+\//g, `"${frontDoor}/`),
  );
