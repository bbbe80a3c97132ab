import { byHeader, type Attack, type AttackRequest, type Target, type Verdict } from '../attack.js';
import { claims, forged } from '../forge.js';

const byRequest = (
  name: string,
  expected: Verdict,
  request: (token: string, target: Target) => AttackRequest,
): Attack => ({
  name,
  expected,
  requestTo: async (target) => request(forged({ secret: target.secret }), target),
});

/** The value of one header, made from a good token. */
const written = (name: string, expected: Verdict, valueOf: (token: string) => string): Attack =>
  byHeader(name, expected, ({ secret }) => valueOf(forged({ secret })));

/** A good token in another place or form than `Authorization: Bearer <token>`. */
export const TRANSPORT_ATTACKS: readonly Attack[] = [
  byHeader('no header', 401, () => undefined),
  byHeader('an empty header', 401, () => ''),
  byHeader('the scheme alone', 401, () => 'Bearer'),
  byHeader('the scheme and a space', 401, () => 'Bearer '),
  written('a good token', 'accepted', (token) => `Bearer ${token}`),
  written('the scheme in lower case', 'accepted', (token) => `bearer ${token}`),
  written('several spaces after the scheme', 'accepted', (token) => `BEARER   ${token}`),
  written('no scheme', 401, (token) => token),
  written('the scheme Basic', 401, (token) => `Basic ${token}`),
  written('the scheme JWT', 401, (token) => `JWT ${token}`),
  written('the scheme Bearer without a space', 401, (token) => `Bearer${token}`),
  written('the scheme Bearer and a colon', 401, (token) => `Bearer: ${token}`),
  written('the scheme twice', 401, (token) => `Bearer Bearer ${token}`),
  written('a tab for the space', 401, (token) => `Bearer\t${token}`),
  written('a no-break space for the space', 401, (token) => `Bearer\u00a0${token}`),
  written('a token in quotes', 401, (token) => `Bearer "${token}"`),
  written('parameters after the token', 401, (token) => `Bearer ${token}, realm="x"`),
  written('a line break after the token', 401, (token) => `Bearer ${token}\n`),
  written('two tokens in one header', 401, (token) => `Bearer ${token} ${token}`),
  byHeader('a token of 10 MB', 401, () => `Bearer ${'a'.repeat(10_000_000)}`),
  byRequest('two Authorization headers, both good', 401, (token) => ({
    authorization: [`Bearer ${token}`, `Bearer ${token}`],
  })),
  byRequest('two Authorization headers, of STANDARD and of ADMIN', 401, (token, { secret }) => ({
    authorization: [
      `Bearer ${forged({ secret, payload: claims({ user_type: 'STANDARD' }) })}`,
      `Bearer ${token}`,
    ],
  })),
  byRequest('two Authorization headers, the first is empty', 401, (token) => ({
    authorization: ['', `Bearer ${token}`],
  })),
  byRequest('the token in the query', 401, (token) => ({
    authorization: [],
    query: `access_token=${token}&token=${token}&Authorization=Bearer%20${token}`,
  })),
  byRequest('the token in a cookie', 401, (token) => ({
    authorization: [],
    headers: { Cookie: `token=${token}; Authorization=Bearer ${token}` },
  })),
  ...[
    'X-Authorization',
    'Proxy-Authorization',
    'X-Forwarded-Authorization',
    'X-Amzn-Remapped-Authorization',
  ].map((header) =>
    byRequest(`the token in ${header}`, 401, (token) => ({
      authorization: [],
      headers: { [header]: `Bearer ${token}` },
    })),
  ),
  byRequest('headers that claim another identity', 401, () => ({
    authorization: [],
    headers: { 'X-User': 'admin', 'X-User-Type': 'ADMIN', 'X-Forwarded-User': 'admin' },
  })),
];
