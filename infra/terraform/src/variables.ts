import type { Deployment } from '@product-service/deployment';

/** The root variables for a deployment, without Datadog's API key. */
export const terraformVariables = (deployment: Deployment): Readonly<Record<string, string | boolean>> => ({
  env: deployment.env,
  app_version: deployment.version,
  dd_site: deployment.datadog.site,
  ...(deployment.datadog.apiKeySecretArn && { dd_api_key_secret_arn: deployment.datadog.apiKeySecretArn }),
  ...(deployment.clusterArn && { dsql_cluster_arn: deployment.clusterArn }),
  protected: deployment.isProtected,
  cloudwatch_logs: deployment.cloudWatchLogs,
  public_event_versions: deployment.publicEventVersions.join(','),
  database_pipelining: deployment.databasePipelining,
});
