import { functionName, parameterNames } from './names.js';
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
