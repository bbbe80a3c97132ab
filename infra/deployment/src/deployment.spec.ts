import { requireDatadog } from './datadog-access.js';
import { readDeployment } from './deployment.js';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:datadog/api-key-AbC123';

describe('a deployment', () => {
  it('has the settings of the variables', () => {
    const variables = {
      ENV: 'prod',
      COMMIT_HASH: '1a2b3c4',
      DD_SITE: 'datadoghq.eu',
      DD_API_KEY_SECRET_ARN: ARN,
      ENABLE_CLOUDWATCH_LOGS: 'Y',
      PUBLIC_EVENT_VERSIONS: 'v2',
      DATABASE_PIPELINING: 'on',
    };
    expect(readDeployment(variables)).toEqual({
      env: 'prod',
      version: '1a2b3c4',
      datadog: { site: 'datadoghq.eu', apiKeySecretArn: ARN },
      cloudWatchLogs: true,
      publicEventVersions: ['v2'],
      databasePipelining: 'on',
      clusterArn: undefined,
      isProtected: true,
    });
  });

  it('is of dev by default, and needs no variable to be synthesised', () => {
    const nothing = {
      env: 'dev',
      version: 'latest',
      datadog: { site: 'datadoghq.com', apiKeySecretArn: undefined },
      cloudWatchLogs: false,
      publicEventVersions: ['v1', 'v2'],
      databasePipelining: 'auto',
      clusterArn: undefined,
      isProtected: false,
    };
    expect(readDeployment({})).toEqual(nothing);
    const empty = { ENV: '', COMMIT_HASH: '', DD_SITE: '', DD_API_KEY_SECRET_ARN: '' };
    expect(readDeployment(empty)).toEqual(nothing);
  });

  it.each(['my_env', 'a'.repeat(21), 'é', '..', '../dev', '-a', 'aws', 'Ssm-1'])('refuses ENV=%s', (ENV) => {
    expect(() => readDeployment({ ENV })).toThrow(
      `ENV is "${ENV}": set it to 1 to 20 letters, digits and hyphens, not`,
    );
  });

  it('refuses versions of the public events that do not exist', () => {
    expect(() => readDeployment({ PUBLIC_EVENT_VERSIONS: 'v3' })).toThrow(
      'PUBLIC_EVENT_VERSIONS is "v3": set it',
    );
  });

  it('refuses an unknown way to use the database', () => {
    expect(() => readDeployment({ DATABASE_PIPELINING: 'yes' })).toThrow(
      'DATABASE_PIPELINING is "yes": set it',
    );
  });

  it.each([ARN.slice(0, -7), 'datadog/api-key', `${ARN}*`])('refuses DD_API_KEY_SECRET_ARN=%s', (arn) => {
    expect(() => readDeployment({ DD_API_KEY_SECRET_ARN: arn })).toThrow(
      `DD_API_KEY_SECRET_ARN is "${arn}": set it to the secret's complete ARN`,
    );
  });
});

describe('protection', () => {
  const isProtected = (variables: NodeJS.ProcessEnv) => readDeployment(variables).isProtected;

  it.each(['prod', 'Prod', 'PROD', 'production', 'prod-eu', 'live', 'staging'])('is on for %s', (ENV) => {
    expect(isProtected({ ENV })).toBe(true);
    expect(isProtected({ ENV, PROTECTED: 'N' })).toBe(false);
  });

  it.each(['dev', 'alice', 'pr-12'])('is off for %s by default', (ENV) => {
    expect(isProtected({ ENV })).toBe(false);
    expect(isProtected({ ENV, PROTECTED: 'Y' })).toBe(true);
  });

  it('is Y or N', () => {
    expect(() => isProtected({ PROTECTED: 'yes' })).toThrow('PROTECTED is "yes": set it to Y or N.');
  });
});

describe('a deployment needs', () => {
  it('a site and a key', () => {
    expect(requireDatadog({ DD_SITE: 'datadoghq.eu', DD_API_KEY: 'k' })).toBe('k');
  });

  it('no key if a secret exists', () => {
    const variables = { DD_SITE: 'datadoghq.eu', DD_API_KEY: 'k', DD_API_KEY_SECRET_ARN: ARN };
    expect(requireDatadog(variables)).toBeUndefined();
  });

  it.each([
    [{ DD_API_KEY: 'k' }, 'DD_SITE is not set: set it to the Datadog site'],
    [{ DD_API_KEY: 'k', DD_SITE: '' }, 'DD_SITE is not set'],
    [{ DD_SITE: 'datadoghq.eu' }, 'Neither DD_API_KEY nor DD_API_KEY_SECRET_ARN is set: set one'],
    [{ DD_SITE: 'datadoghq.eu', DD_API_KEY: '' }, 'Neither DD_API_KEY nor DD_API_KEY_SECRET_ARN is set'],
  ])('more than %j, and says what to set', (variables, message) => {
    expect(() => requireDatadog(variables)).toThrow(message);
  });
});
