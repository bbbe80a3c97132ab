import { functionName, parameterNames } from './names.js';
import { readDatabasePipelining } from './database-pipelining.js';
import { readPublicEventVersions } from './public-event-versions.js';
import { readQueues } from './queues.js';
import { readVariable } from './variables.js';

describe('names in the account', () => {
  it('shares the JWT secret in integrated environments only', () => {
    expect(parameterNames('dev').jwtSecret).toBe('/dev/shared/secret-access-key');
    expect(parameterNames('alice').jwtSecret).toBe('/alice/ProductService/secret-access-key');
  });

  it('names functions after service, function and environment', () => {
    expect(functionName('CreateProduct', 'dev')).toBe('ProductService-CreateProduct-dev');
  });
});

describe('an environment variable', () => {
  it('is read', () => {
    expect(readVariable('ENV', { ENV: 'dev' })).toBe('dev');
  });

  it.each([{}, { EVENT_BUS_NAME: '' }])(
    'that is missing or empty is named in the error, with its description',
    (environment) => {
      expect(() => readVariable('EVENT_BUS_NAME', environment)).toThrow(
        'The environment variable EVENT_BUS_NAME is not set: EventBridge bus that public events go to.',
      );
    },
  );
});

describe('the queues of the service', () => {
  it('are read with their names', () => {
    expect(readQueues({ QUEUES: '{"StockUpdatedQueue":"https://sqs/1/a"}' })).toEqual([
      { name: 'StockUpdatedQueue', url: 'https://sqs/1/a' },
    ]);
  });

  it.each(['', '{', '{}', 'null', '1', '{"a":1}'])('cannot be read from %j', (QUEUES) => {
    expect(() => readQueues({ QUEUES })).toThrow('QUEUES');
  });
});

describe('the versions of the public events', () => {
  it.each([
    [undefined, ['v1', 'v2']],
    ['', ['v1', 'v2']],
    ['v1,v2', ['v1', 'v2']],
    ['v1', ['v1']],
    ['v2', ['v2']],
  ])('of %p are %p', (PUBLIC_EVENT_VERSIONS, versions) => {
    expect(readPublicEventVersions({ PUBLIC_EVENT_VERSIONS })).toEqual(versions);
  });

  it.each(['v3', 'v2,v1', 'v1, v2', 'none', 'toString', '1'])('are never %s', (PUBLIC_EVENT_VERSIONS) => {
    expect(() => readPublicEventVersions({ PUBLIC_EVENT_VERSIONS })).toThrow(
      `PUBLIC_EVENT_VERSIONS is "${PUBLIC_EVENT_VERSIONS}": set it to v1, v2, or v1,v2 for both.`,
    );
  });
});

describe('pipelining of the database', () => {
  it.each([
    [undefined, 'auto'],
    ['', 'auto'],
    ['on', 'on'],
    ['off', 'off'],
  ])('of %p is %p', (DATABASE_PIPELINING, value) => {
    expect(readDatabasePipelining({ DATABASE_PIPELINING })).toBe(value);
  });

  it('is never another value', () => {
    expect(() => readDatabasePipelining({ DATABASE_PIPELINING: 'yes' })).toThrow(
      'DATABASE_PIPELINING is "yes": set it to auto, on, off.',
    );
  });
});
