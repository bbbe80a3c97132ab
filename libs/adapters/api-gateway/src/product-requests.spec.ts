import fc from 'fast-check';
import { parseCreateProduct, parseProductId, parseUpdateProduct } from './index.js';
import { MAX_BODY_BYTES, RequestError } from './request.js';
import { apiEvent, type TestRequest } from './testing/product-api.js';

const caller = { subject: 'alice' };
const create = (request: TestRequest) => parseCreateProduct(apiEvent('POST /product', request), caller);
const update = (body: unknown) =>
  parseUpdateProduct(apiEvent('PUT /product', { body: JSON.stringify(body) }), caller);
const idIn = (productId: string) => parseProductId(apiEvent('GET /product/{productId}', { productId }));

const rejectionOf = (parse: () => unknown): RequestError => {
  try {
    parse();
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
  throw new Error('It was not rejected.');
};

describe('a request body', () => {
  const flatWhite = { name: 'Flat White', price: 3.5 };

  it('gives the details without unknown fields', () => {
    expect(create({ body: JSON.stringify({ ...flatWhite, productId: 'X', extra: { deep: [] } }) })).toEqual(
      flatWhite,
    );
    expect(update({ ...flatWhite, id: 'A/B?#%' })).toEqual({ ...flatWhite, id: 'A/B?#%' });
  });

  it('may be base64', () => {
    const body = Buffer.from(JSON.stringify({ name: 'Café ☕', price: 2 })).toString('base64');
    expect(create({ body, isBase64Encoded: true })).toEqual({ name: 'Café ☕', price: 2 });
  });

  it.each([
    [null, 'body'],
    ['', 'body'],
    [' ', 'JSON'],
    ['{', 'JSON'],
    ['name=Flat+White', 'JSON'],
    ['{"name": "Flat White", "price": NaN}', 'JSON'],
    ['null', 'JSON object'],
    ['"text"', 'JSON object'],
    ['7', 'JSON object'],
    ['[{"name": "Flat White", "price": 3.5}]', 'JSON object'],
    ['{"price": 3.5}', 'name'],
    ['{"name": null, "price": 3.5}', 'name'],
    ['{"name": 7, "price": 3.5}', 'name'],
    ['{"name": ["Flat White"], "price": 3.5}', 'name'],
    ['{"name": "Flat White"}', 'price'],
    ['{"name": "Flat White", "price": "3.5"}', 'price'],
    ['{"name": "Flat White", "price": null}', 'price'],
    ['{"name": "Flat White", "price": true}', 'price'],
    ['{"name": "Flat White", "price": [3.5]}', 'price'],
    ['{"name": "Flat White", "price": 1e999}', 'price'],
    ['{"__proto__": {"name": "Flat White", "price": 3.5}}', 'name'],
  ])('%j is rejected: %s', (body, named) => {
    expect(rejectionOf(() => create({ body }))).toMatchObject({
      statusCode: 400,
      message: expect.stringContaining(named),
    });
  });

  it('is rejected with all its errors at once', () => {
    expect(rejectionOf(() => update({})).message).toBe(
      'id must be a string, name must be a string, price must be a number',
    );
  });

  it.each([7, null, '', '\0', 'A\0B', '\ud800'])('is rejected with the id %j', (id) => {
    expect(rejectionOf(() => update({ ...flatWhite, id }))).toMatchObject({
      statusCode: 400,
      message: expect.stringMatching(/^id must/),
    });
  });

  it('cannot pollute the prototype', () => {
    const body = '{"name":"A","name":"Flat White","price":3.5,"__proto__":{"admin":true},"constructor":{}}';
    const command = create({ body });
    expect(command).toEqual(flatWhite);
    expect(Object.getPrototypeOf(command)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('admin');
  });

  it('may be deeply nested', () => {
    const depth = 30_000;
    const nested = '['.repeat(depth) + ']'.repeat(depth);
    expect(rejectionOf(() => create({ body: nested })).statusCode).toBe(400);
    expect(create({ body: `{"name":"Flat White","price":3.5,"x":${nested}}` })).toEqual(flatWhite);
  });

  it('is rejected if it is not UTF-8', () => {
    const latin1 = Buffer.from('{"name":"Café","price":1}', 'latin1').toString('base64');
    expect(rejectionOf(() => create({ body: latin1, isBase64Encoded: true })).message).toMatch(/UTF-8/);
  });

  it('may have up to 64 KiB, counted in bytes after decoding', () => {
    const bodyOf = (bytes: number) => {
      const start = '{"name":"Flat White","price":3.5,"x":"é';
      return `${start}${'a'.repeat(bytes - Buffer.byteLength(start) - 2)}"}`;
    };
    const encoded = (bytes: number) => Buffer.from(bodyOf(bytes)).toString('base64');
    expect(create({ body: bodyOf(MAX_BODY_BYTES) })).toEqual(flatWhite);
    expect(create({ body: encoded(MAX_BODY_BYTES), isBase64Encoded: true })).toEqual(flatWhite);
    expect(rejectionOf(() => create({ body: bodyOf(MAX_BODY_BYTES + 1) })).statusCode).toBe(413);
    expect(
      rejectionOf(() => create({ body: encoded(MAX_BODY_BYTES + 1), isBase64Encoded: true })).statusCode,
    ).toBe(413);
    // The size is checked before the content is parsed.
    expect(rejectionOf(() => create({ body: '{'.repeat(MAX_BODY_BYTES + 1) })).statusCode).toBe(413);
  });

  it('is parsed or rejected with 400, for any content', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), fc.boolean(), (body, isBase64Encoded) => {
        expect(rejectionOf(() => create({ body, isBase64Encoded }))).toMatchObject({ statusCode: 400 });
      }),
    );
  });
});

describe('the product id in the path', () => {
  it.each(['FLATWHITE', 'A/B', 'A?B', 'A#B', '100%', 'A B', 'A+B', '☕', "Ü'Ö", '..', '%41', '\u0001'])(
    'is %j once decoded',
    (id) => {
      expect(idIn(encodeURIComponent(id))).toBe(id);
    },
  );

  it('is decoded to the original for any id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (id) => {
        fc.pre(id.isWellFormed() && !id.includes('\0'));
        expect(idIn(encodeURIComponent(id))).toBe(id);
      }),
    );
  });

  it.each(['', '%', '%zz', '%E2%82', '%C0%80', '%ED%A0%80', '%00', 'A%00B'])('is rejected as %j', (raw) => {
    expect(rejectionOf(() => idIn(raw))).toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('productId'),
    });
  });
});
