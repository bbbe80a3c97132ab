import * as z from 'zod/mini';

const text = (description: string, example: string, limits = {}) => {
  const schema = z.optional(z.string());
  z.globalRegistry.add(schema, { description, examples: [example], ...limits });
  return schema;
};

/** Headers that requests can have, beside the token. */
const HEADERS = {
  'If-None-Match': text('The version that the client has: 304 if it is current.', '"3"'),
  'If-Match': text('The change happens only if the product is at this version.', '"3"'),
  'Idempotency-Key': text(
    'Unique for each request, e.g. a UUID. The same request sent again with it changes nothing and gets the first answer, for 24 ' +
      'hours. Answers of requests that changed nothing are not kept.',
    '9f8a4a1e-1d1c-4b0e-9d0a-0c8a2f0c7c11',
    { minLength: 1, maxLength: 255 },
  ),
};

export const ifNoneMatch = z.object({ 'If-None-Match': HEADERS['If-None-Match'] });
export const idempotencyKey = z.object({ 'Idempotency-Key': HEADERS['Idempotency-Key'] });
/** Of a request that changes a product. */
export const changeHeaders = z.object({
  'If-Match': HEADERS['If-Match'],
  'Idempotency-Key': HEADERS['Idempotency-Key'],
});
