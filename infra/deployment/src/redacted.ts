import { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

const REDACTED = '****';

/** Replaces a secret in a stream of text, also where a chunk ends within the secret. Forwards everything else immediately. */
export const redacted = (secret: string): Transform => {
  const decoder = new StringDecoder('utf8');
  let held = '';
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const text = (held + decoder.write(chunk)).replaceAll(secret, REDACTED);
      const pending = startOf(secret, text);
      held = text.slice(text.length - pending);
      done(null, text.slice(0, text.length - pending));
    },
    flush(done) {
      done(null, held + decoder.end());
    },
  });
};

/** How many characters at the end of the text may be the start of the secret. */
const startOf = (secret: string, text: string): number => {
  for (let length = Math.min(secret.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
};
