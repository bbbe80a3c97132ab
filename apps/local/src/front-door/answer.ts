import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { AwsError } from './aws-error.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const send = (response: ServerResponse, { status, headers, body }: Answer): void => {
  response.writeHead(status, { 'x-amzn-requestid': randomUUID(), ...headers });
  response.end(body);
};

export const jsonAnswer = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(value),
});

export const xmlAnswer = (body: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});

const escapeXml = (text: string): string =>
  text.replace(/[<>&]/g, (character) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[character] ?? character);

/** The error in the protocol that the client speaks. */
export const errorAnswer = (error: unknown, protocol: 'json' | 'query'): Answer => {
  const { code, message, status } =
    error instanceof AwsError ? error : new AwsError('InternalFailure', messageOf(error), 500);
  if (protocol === 'json') return jsonAnswer({ __type: code, message }, status);
  const fault = status < 500 ? 'Sender' : 'Receiver';
  return xmlAnswer(
    `<ErrorResponse><Error><Type>${fault}</Type><Code>${escapeXml(code)}</Code>` +
      `<Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    status,
  );
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
