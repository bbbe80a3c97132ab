import { resolveDynamicReferences } from './dynamic-references.js';

describe('dynamic references', () => {
  const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:key-local1';
  const resolve = (text: string): string =>
    resolveDynamicReferences(
      text,
      (name) => `parameter ${name}`,
      (id) => (id === ARN || id === 'name' ? '{"user":"me"}' : `secret ${id}`),
    );

  it.each([
    ['{{resolve:ssm:/a/b}}', 'parameter /a/b'],
    ['{{resolve:ssm:/a/b:3}}', 'parameter /a/b'],
    [`{{resolve:secretsmanager:${ARN}:SecretString:::}}`, '{"user":"me"}'],
    [`{{resolve:secretsmanager:${ARN}:SecretString:user::}}`, 'me'],
    ['{{resolve:secretsmanager:name:SecretString:user}}', 'me'],
    ['{{resolve:secretsmanager:other}}', 'secret other'],
    ['<{{resolve:ssm:a}}|{{resolve:ssm:b}}>', '<parameter a|parameter b>'],
    ['nothing', 'nothing'],
  ])('%s', (text, expected) => {
    expect(resolve(text)).toBe(expected);
  });

  it('refuses what it does not know', () => {
    expect(() => resolve('{{resolve:ssm-secure:a}}')).toThrow('ssm-secure');
    expect(() => resolve(`{{resolve:secretsmanager:name:SecretString:password::}}`)).toThrow(
      'no key password',
    );
  });
});
