/** What must never leave the functions, by name. */
export type Secrets = Readonly<Record<string, string>>;

/** A JWT, whoever signed it: a claim is always a JSON object, which begins with `eyJ` in Base64url. */
const TOKEN = /eyJ[\w-]{8,}\.eyJ[\w-]{4,}\.[\w-]*/;
/** A value of the `Authorization` header. */
const AUTHORIZATION = /\b(?:bearer|basic|aws4-hmac-sha256)\s+(?!\*\*\*\*)[\w.~+/=-]{8,}/i;

/** The secret in the forms in which programs write it. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
];

/** Lists what a text gives away: the names of secrets, a token, a value of the `Authorization` header. */
export type LeakCheck = (text: string) => string[];

/** @throws Error if a secret is so short that any text may have it */
export const leakCheckOf = (secrets: Secrets): LeakCheck => {
  const forms = Object.entries(secrets).flatMap(([name, secret]) => {
    if (secret.length < 12) throw new Error(`${name} is too short to be looked for: give it 12 characters.`);
    return [...new Set(formsOf(secret))].map((form) => [name, form] as const);
  });
  return (text) => [
    ...new Set(forms.filter(([, form]) => text.includes(form)).map(([name]) => name)),
    ...(TOKEN.test(text) ? ['a token'] : []),
    ...(AUTHORIZATION.test(text) ? ['a value of Authorization'] : []),
  ];
};
