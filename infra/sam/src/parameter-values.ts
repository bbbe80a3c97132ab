import { SERVICE } from '@product-service/environment';
import type { Deployment } from '@product-service/deployment';

/** The values of the template's parameters for a deployment, without Datadog's API key. */
export const parameterValues = (deployment: Deployment): Readonly<Record<string, string>> => ({
  Env: deployment.env,
  CommitHash: deployment.version,
  DDSite: deployment.datadog.site,
  DDApiKeySecretArn: deployment.datadog.apiKeySecretArn ?? '',
  DsqlClusterArn: deployment.clusterArn ?? '',
  Protected: deployment.isProtected ? 'Y' : 'N',
  EnableCloudWatchLogs: deployment.cloudWatchLogs ? 'Y' : 'N',
  PublicEventVersions: deployment.publicEventVersions.join(','),
  DatabasePipelining: deployment.databasePipelining,
});

/** The tags of the stack and of everything in it. */
export const stackTags = ({ env }: Deployment): Readonly<Record<string, string>> => ({
  DD_PRESERVE_STACK: 'true',
  service: SERVICE,
  env,
});
