import { FORGED_LINE } from '../inputs/texts.js';
import { lineProblems } from './log-check.js';
import { tagReplacement } from './replace-tags.js';
import { leakCheckOf } from './secrets.js';
import { leakWatch } from './watch.js';

const SECRET = 'the/secret+of all "functions"';
const leaksIn = leakCheckOf({ 'the secret': SECRET });
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';

describe('a planted secret', () => {
  it.each([
    ['as it is', SECRET],
    ['in JSON', JSON.stringify({ key: SECRET })],
    ['percent-encoded', encodeURIComponent(SECRET)],
    ['in Base64', Buffer.from(SECRET).toString('base64')],
    ['in Base64url', Buffer.from(SECRET).toString('base64url')],
    ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
  ])('is found %s', (_, form) => expect(leaksIn(`before ${form} after`)).toEqual(['the secret']));

  it('must be long enough to be looked for', () => {
    expect(() => leakCheckOf({ 'the key': 'short' })).toThrow('the key is too short');
  });
});

describe('a planted token', () => {
  it.each([
    ['alone', TOKEN, ['a token']],
    ['after its scheme', `Bearer ${TOKEN}`, ['a token', 'a value of Authorization']],
    ['that is no JWT', 'authorization: bearer 0123456789abcdef', ['a value of Authorization']],
    ['for Basic', 'Basic dXNlcjpwYXNzd29yZA==', ['a value of Authorization']],
  ])('is found %s', (_, text, leaks) => expect(leaksIn(text)).toEqual(leaks));

  it.each(['The header must be: Bearer <token>.', 'Bearer ****', '{"message":"eyJ"}'])(
    'is not seen where there is none: %s',
    (text) => expect(leaksIn(text)).toEqual([]),
  );
});

describe('a line of a log', () => {
  it.each([
    ['that is JSON', '{"message":"a\\nb"}', []],
    ['that an input begins', FORGED_LINE, ['An input has begun a line of the log.']],
    ['that is text', 'hello', ['A line of the log is not one JSON object.']],
    ['that is a list', '[1]', ['A line of the log is not one JSON object.']],
    ['with a token', JSON.stringify({ TOKEN }), ['The log has a token.']],
  ])('%s', (_, line, problems) => expect(lineProblems(line, leaksIn)).toEqual(problems));

  it.each(['\u2028', '\u2029', '\u0085', '\r', '\v'])('has no other end of a line: %j', (end) => {
    expect(lineProblems(`{"message":"a${end}b"}`, leaksIn)).toContain(
      'A line of the log has a character that ends a line.',
    );
  });

  it.each(['\u001b', '\u202e', '\u009b'])('has nothing that acts on a terminal: %j', (character) => {
    expect(lineProblems(`{"message":"a${character}b"}`, leaksIn)).toContain(
      'A line of the log has a character that acts on a terminal.',
    );
  });
});

describe('the watch', () => {
  const rules = JSON.stringify([
    { name: 'headers.Authorization', pattern: '(?s).*', repl: '****' },
    { name: '*', pattern: '(?i)bearer\\s+\\S+', repl: '****' },
  ]);

  it('replaces tags as the agent does', () => {
    const replaced = tagReplacement(rules);
    expect(replaced('headers.Authorization', 'a\nb')).toBe('****');
    expect(replaced('other', 'x BEARER a.b.c y')).toBe('x **** y');
  });

  it('finds what is planted in logs, spans and events, also in pieces', () => {
    const found: string[] = [];
    const watch = leakWatch({ 'the secret': SECRET }, rules, {
      find: ({ problem }) => void found.push(problem),
    });
    const write = watch.output('CreateProduct');
    write(`{"message":"${TOKEN.slice(0, 20)}`);
    write(`${TOKEN.slice(20)}"}\n`);
    watch.published('An event', `{"name":"${TOKEN}"}`);
    const span = {
      traceId: '',
      spanId: '',
      name: 'n',
      resource: 'r',
      service: 's',
      start: 0,
      duration: 0,
      isError: false,
    };
    const tags = { 'headers.Authorization': `Bearer ${TOKEN}`, 'headers.Cookie': TOKEN };
    watch.trace({ kind: 'spans', spans: [{ ...span, links: [], tags }] });
    expect(found).toEqual([
      'CreateProduct: The log has a token.',
      'An event has a token.',
      'The tag headers.Cookie of a span has a token.',
    ]);
    expect(watch.seen).toEqual({ lines: 1, spans: 1, texts: 1 });
  });
});
