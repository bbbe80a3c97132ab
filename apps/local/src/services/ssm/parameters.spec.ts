import { operations } from './operations.js';
import { accountParameters } from './parameters.js';

const account = { id: '000000000000', region: 'us-east-1', stackName: 'Test', stackId: 'test' };
const caller = { kind: 'administrator' } as const;

describe('parameters', () => {
  const store = accountParameters(account);
  const api = operations(store);
  const call = (operation: string, input: object) =>
    api[operation]?.run?.(input, caller) as Record<string, unknown>;
  const names = (answer: Record<string, unknown>): unknown[] =>
    (answer['Parameters'] as { Name: string }[]).map(({ Name }) => Name);

  store.put('/dev/shop/b', '2');
  store.put('/dev/shop/a', '1');
  store.put('/dev/shop/deep/c', 'secret', 'SecureString');
  store.put('/dev/shopping/d', '4');
  store.put('constructor', '5');

  it('are found by their path: in the folder, or below it', () => {
    expect(names(call('GetParametersByPath', { Path: '/dev/shop' }))).toEqual(['/dev/shop/a', '/dev/shop/b']);
    expect(names(call('GetParametersByPath', { Path: '/dev/shop/' }))).toEqual([
      '/dev/shop/a',
      '/dev/shop/b',
    ]);
    expect(names(call('GetParametersByPath', { Path: '/dev/shop', Recursive: true }))).toContain(
      '/dev/shop/deep/c',
    );
    expect(names(call('GetParametersByPath', { Path: '/', Recursive: true }))).toHaveLength(4);
    expect(names(call('GetParametersByPath', { Path: '/nowhere', Recursive: true }))).toEqual([]);
    expect(() => call('GetParametersByPath', { Path: 'dev' })).toThrow('begins with "/"');
  });

  it('show secrets to those who ask for them', () => {
    const values = (input: object) =>
      (
        call('GetParametersByPath', { Path: '/dev/shop/deep', ...input })['Parameters'] as { Value: string }[]
      ).map(({ Value }) => Value);
    expect(values({})).toEqual(['encrypted']);
    expect(values({ WithDecryption: true })).toEqual(['secret']);
  });

  it('come in pages', () => {
    const page = { Path: '/dev', Recursive: true, MaxResults: 3 };
    const first = call('GetParametersByPath', page);
    expect(names(first)).toEqual(['/dev/shop/a', '/dev/shop/b', '/dev/shop/deep/c']);
    // One that comes meanwhile does not move the others.
    store.put('/dev/aaa', '0');
    const second = call('GetParametersByPath', { ...page, NextToken: first['NextToken'] });
    expect(names(second)).toEqual(['/dev/shopping/d']);
    expect(second['NextToken']).toBeUndefined();
    expect(() => call('GetParametersByPath', { ...page, NextToken: '!' })).toThrow('NextToken is not valid');
    expect(() => call('GetParametersByPath', { ...page, MaxResults: 11 })).toThrow('MaxResults');
  });

  it('are described without their values', () => {
    const all = call('DescribeParameters', {});
    expect(names(all)).toContain('constructor');
    expect(JSON.stringify(all)).not.toContain('Value');
    const ParameterFilters = [{ Key: 'Name', Option: 'BeginsWith', Values: ['/dev/shopping', '/x'] }];
    expect(names(call('DescribeParameters', { ParameterFilters }))).toEqual(['/dev/shopping/d']);
    expect(() => call('DescribeParameters', { ParameterFilters: [{ Key: 'Type', Values: ['x'] }] })).toThrow(
      'Name only',
    );
  });
});
