import { byToken, type Attack, type Verdict } from '../attack.js';
import { claims, forged, now } from '../forge.js';

/** A token signed with the right secret, with these changes of the claims. */
const claiming = (
  name: string,
  expected: Verdict,
  changes: () => Readonly<Record<string, unknown>>,
): Attack => byToken(name, expected, ({ secret }) => forged({ secret, payload: claims(changes()) }));

/** A payload as text, for what `JSON.stringify` does not write. */
const claimingText = (name: string, expected: Verdict, payloadOf: (rest: string) => string): Attack =>
  byToken(name, expected, ({ secret }) => {
    const rest = JSON.stringify(claims({ user_type: undefined, exp: undefined })).slice(1, -1);
    return forged({ secret, payload: payloadOf(rest) });
  });

/** Times at the edge of validity, or in forms that are no time. */
export const TIME_ATTACKS: readonly Attack[] = [
  claiming('expired within the allowed skew of a minute', 'accepted', () => ({ exp: now() - 57 })),
  claiming('expired before the allowed skew', 401, () => ({ exp: now() - 61 })),
  claiming('issued and valid within the allowed skew', 'accepted', () => ({
    iat: now() + 57,
    nbf: now() + 57,
  })),
  claiming('issued after the allowed skew', 401, () => ({ iat: now() + 64 })),
  claiming('not valid before the end of the allowed skew', 401, () => ({ nbf: now() + 64 })),
  claiming('no exp', 401, () => ({ exp: undefined })),
  claiming('no iat', 401, () => ({ iat: undefined })),
  claiming('exp null', 401, () => ({ exp: null })),
  claiming('exp as text', 401, () => ({ exp: String(now() + 60) })),
  claiming('exp as a list', 401, () => ({ exp: [now() + 60] })),
  claiming('exp true', 401, () => ({ exp: true })),
  claiming('exp 0', 401, () => ({ exp: 0 })),
  claiming('exp negative', 401, () => ({ exp: -1 })),
  claiming('exp with a fraction', 'accepted', () => ({ exp: now() + 60.5 })),
  claiming('exp in the year 5138', 'accepted', () => ({ exp: 99_999_999_999 })),
  claimingText('exp larger than any number', 401, (rest) => `{${rest},"user_type":"ADMIN","exp":1e999}`),
  claimingText('exp NaN', 401, (rest) => `{${rest},"user_type":"ADMIN","exp":NaN}`),
  claimingText('exp in Arabic digits', 401, (rest) => `{${rest},"user_type":"ADMIN","exp":٤٠٠٠٠٠٠٠٠٠}`),
  claimingText(
    'exp twice, at last in the past',
    401,
    (rest) => `{${rest},"user_type":"ADMIN","exp":4e9,"exp":1}`,
  ),
  claiming('iat as text', 401, () => ({ iat: 'now' })),
  claimingText(
    'iat smaller than any number',
    401,
    (rest) => `{${rest},"user_type":"ADMIN","exp":4e9,"iat":-1e999}`,
  ),
  claiming('nbf as text', 401, () => ({ nbf: '0' })),
];

/** Who the caller claims to be. */
export const IDENTITY_ATTACKS: readonly Attack[] = [
  claiming('no sub', 401, () => ({ sub: undefined })),
  ...[null, '', 7, true, ['alice'], { id: 'alice' }].map((sub) =>
    claiming(`sub ${JSON.stringify(sub)}`, 401, () => ({ sub })),
  ),
  claiming('no user_type', 401, () => ({ user_type: undefined })),
  ...[null, '', 7, true, ['ADMIN'], { ADMIN: true }].map((user_type) =>
    claiming(`user_type ${JSON.stringify(user_type)}`, 401, () => ({ user_type })),
  ),
  ...[
    'STANDARD',
    'PREMIUM',
    'admin',
    'ADMIN ',
    'ADMIN\0',
    'ADMIN,STANDARD',
    'АDMIN',
    'ＡＤＭＩＮ',
    'ADM\u200bIN',
    'constructor',
    '__proto__',
  ].map((user_type) => claiming(`user_type ${printed(user_type)}`, 403, () => ({ user_type }))),
  claimingText(
    'user_type in the prototype',
    401,
    (rest) => `{${rest},"__proto__":{"user_type":"ADMIN"},"exp":4e9}`,
  ),
  claimingText(
    'user_type twice, at last STANDARD',
    403,
    (rest) => `{${rest},"user_type":"ADMIN","user_type":"STANDARD","exp":4e9}`,
  ),
  claiming('User_Type in another case', 401, () => ({ user_type: undefined, User_Type: 'ADMIN' })),
  claiming('role, roles, scope and admin beside STANDARD', 403, () => ({
    user_type: 'STANDARD',
    role: 'ADMIN',
    roles: ['ADMIN'],
    scope: 'ADMIN',
    admin: true,
  })),
];

/** What is not ASCII is shown as its code point: some of it looks like ASCII, or is invisible. */
function printed(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
