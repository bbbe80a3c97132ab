/** A message of PostgreSQL's protocol. The first message of a client has no type. */
export interface ProtocolMessage {
  /** One letter, e.g. `B` for Bind; empty for the first message of a client. */
  readonly type: string;
  /** The message with its type and length. */
  readonly bytes: Buffer;
  /** Without type and length. */
  readonly body: Buffer;
}

const LENGTH_BYTES = 4;

/**
 * Cuts a stream of bytes into messages. Returns those that `chunk` completes.
 * @param startsUntyped whether the first message has no type
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export const messageSplitter = (startsUntyped: boolean): ((chunk: Buffer) => ProtocolMessage[]) => {
  let rest: Buffer = Buffer.alloc(0);
  let typeBytes = startsUntyped ? 0 : 1;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages: ProtocolMessage[] = [];
    while (rest.length >= typeBytes + LENGTH_BYTES) {
      const end = typeBytes + rest.readUInt32BE(typeBytes);
      if (rest.length < end) break;
      const type = rest.toString('latin1', 0, typeBytes);
      messages.push({
        type,
        bytes: rest.subarray(0, end),
        body: rest.subarray(typeBytes + LENGTH_BYTES, end),
      });
      rest = rest.subarray(end);
      typeBytes = 1;
    }
    return messages;
  };
};

const message = (type: string, body: string): Buffer => {
  const content = Buffer.from(body);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(content.length + LENGTH_BYTES);
  return Buffer.concat([Buffer.from(type), length, content]);
};

/** Texts that end with a zero byte. */
export const textsOf = ({ body }: ProtocolMessage): string[] => body.toString('utf8').split('\0');

/** Parameters of a client's first message, e.g. `application_name`. */
export const startupParameters = (first: ProtocolMessage): ReadonlyMap<string, string> => {
  const texts = first.body.subarray(4).toString('utf8').split('\0');
  const parameters = new Map<string, string>();
  for (let index = 0; texts[index]; index += 2) parameters.set(texts[index] ?? '', texts[index + 1] ?? '');
  return parameters;
};

/** The reply of Aurora DSQL to a transaction that conflicts with another one. */
export const CONFLICT = message(
  'E',
  'SERROR\0VERROR\0C40001\0Mchange conflicts with another transaction, please retry: (OC000)\0\0',
);

/** The messages that run a statement by the extended protocol, without the Sync at the end. */
export const extendedStatement = (sql: string): Buffer =>
  Buffer.concat([
    message('P', `\0${sql}\0\0\0`),
    message('B', '\0\0\0\0\0\0\0\0'),
    message('E', '\0\0\0\0\0'),
  ]);

export const simpleStatement = (sql: string): Buffer => message('Q', `${sql}\0`);
