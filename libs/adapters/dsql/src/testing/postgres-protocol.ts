import type { Socket } from 'node:net';

/** @see https://www.postgresql.org/docs/current/protocol-message-formats.html */
export const SSL_REQUEST = 80_877_103;
export const PROTOCOL_3 = 196_608;
export const AUTHENTICATION_CLEARTEXT_PASSWORD = 3;

export type StartupParameters = Readonly<Record<string, string>>;

/** Reads a socket message by message. */
export const messageReader = (socket: Socket) => {
  const take = async (size: number): Promise<Buffer> => {
    for (;;) {
      const bytes: Buffer | null = socket.read(size);
      if (bytes) return bytes;
      if (socket.readableEnded || socket.destroyed) throw new Error('The connection was closed');
      await new Promise<void>((resolve) => {
        const done = (): void => {
          for (const event of ['readable', 'end', 'close']) socket.off(event, done);
          resolve();
        };
        for (const event of ['readable', 'end', 'close']) socket.on(event, done);
      });
    }
  };
  const body = async (): Promise<Buffer> => {
    const length = (await take(4)).readInt32BE();
    return length > 4 ? take(length - 4) : Buffer.alloc(0);
  };
  return {
    /** A message without a type: only the first ones of a connection. */
    untyped: body,
    typed: async () => ({ type: (await take(1)).toString('latin1'), body: await body() }),
  };
};

export const message = (type: string, ...parts: (Buffer | string)[]): Buffer => {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, content]);
};

export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

export const fatal = (code: string, text: string): Buffer =>
  message('E', `SFATAL\0VFATAL\0C${code}\0M${text}\0\0`);

export const parseStartup = (body: Buffer): StartupParameters => {
  const texts = body.subarray(4).toString('utf8').split('\0');
  const parameters: Record<string, string> = {};
  for (let index = 0; texts[index]; index += 2) parameters[texts[index]!] = texts[index + 1]!;
  return parameters;
};

export const startup = (parameters: StartupParameters): Buffer =>
  message('', int32(PROTOCOL_3), `${Object.entries(parameters).flat().join('\0')}\0\0`);
