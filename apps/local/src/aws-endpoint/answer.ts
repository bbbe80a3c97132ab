import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Answer, Protocol } from '../service-model/aws-call.js';
import { AwsError } from '../service-model/aws-error.js';

/** Sends the answer, with a request id as AWS does. */
export const send = (response: ServerResponse, { status, headers, body }: Answer): void => {
  response.writeHead(status, { 'x-amzn-requestid': randomUUID(), ...headers });
  response.end(body);
};

/** The result of an operation, or an error, in the JSON protocols. */
export const jsonAnswer = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(value),
});

/** The result of an operation in the query protocol. Its fields are texts. */
export const queryAnswer = (operation: string, result: object): Answer => {
  const fields = Object.entries(result).map(
    ([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`,
  );
  return xmlAnswer(
    `<${operation}Response><${operation}Result>${fields.join('')}</${operation}Result></${operation}Response>`,
  );
};

const xmlAnswer = (body: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});

const escapeXml = (text: string): string =>
  text
    // XML cannot contain these characters.
    .replace(/[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]/gu, '\uFFFD')
    .replace(/[<>&]/g, (character) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[character] ?? character);

/** The error in the protocol of the client. */
export const errorAnswer = (error: unknown, protocol: Protocol): Answer => {
  const { code, message, status } =
    error instanceof AwsError ? error : new AwsError('InternalFailure', messageOf(error), 500);
  const fault = status < 500 ? 'Sender' : 'Receiver';
  const fields = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  const requestId = `<RequestId>${randomUUID()}</RequestId>`;
  switch (protocol) {
    case 'json':
    case 'rest-json': {
      const answer = jsonAnswer({ __type: code, message }, status);
      // Protocols with paths read the name from this header.
      return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': code } };
    }
    case 'cbor':
      return {
        status,
        headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
        body: cborMap({ __type: code, message }),
      };
    case 'query':
      return xmlAnswer(
        `<ErrorResponse><Error><Type>${fault}</Type>${fields}</Error>${requestId}</ErrorResponse>`,
        status,
      );
    case 'rest-xml':
      return xmlAnswer(`<Error>${fields}${requestId}</Error>`, status);
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A map of texts. Each text has its length in four bytes. @see RFC 8949, section 3 */
const cborMap = (fields: Readonly<Record<string, string>>): Uint8Array => {
  const texts = Object.entries(fields)
    .flat()
    .map((text) => {
      const bytes = Buffer.from(text);
      const head = Buffer.from([0x7a, 0, 0, 0, 0]);
      head.writeUInt32BE(bytes.length, 1);
      return Buffer.concat([head, bytes]);
    });
  return Buffer.concat([Buffer.from([0xa0 + Object.keys(fields).length]), ...texts]);
};
