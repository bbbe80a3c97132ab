/**
 * Everything that makes a function or a template here differ from the cloud, beside the speed of time. What is
 * not in this file comes from the template, or is what Lambda itself provides (functions/environment.ts).
 */
import { isIntegrated, parameterNames } from '@product-service/environment';
import { randomBytes } from 'node:crypto';
import type { EventBridge } from '../services/event-bridge/buses.js';
import type { ParameterStore } from '../services/ssm/parameters.js';

/** Variables that functions have here and not in the cloud. */
export const laptopVariables = ({
  endpoint,
  databaseUrl,
  traceAgent,
}: {
  endpoint: string;
  databaseUrl: string | undefined;
  traceAgent: string | undefined;
}): Record<string, string> => ({
  // AWS SDK clients find the front door by it.
  AWS_ENDPOINT_URL: endpoint,
  // A plain PostgreSQL in place of Aurora DSQL, for functions whose role may connect to the template's cluster.
  ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  // Outside of Lambda, dd-trace only talks to an agent if it is told to.
  ...(traceAgent && { DD_TRACE_AGENT_URL: traceAgent, DD_TRACE_EXPERIMENTAL_EXPORTER: 'agent' }),
});

/** Packages that the Node.js runtime of Lambda has, taken from the workspace's node_modules. */
export const RUNTIME_PACKAGES: Readonly<Record<string, string>> = {
  '@aws-sdk': '@aws-sdk',
  '@smithy': '@smithy',
};

/** A layer of another account, as far as it matters here. */
interface KnownLayer {
  readonly pattern: RegExp;
  /** Package name → its folder in the workspace's node_modules. */
  readonly packages: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
}

export const LAYERS: readonly KnownLayer[] = [
  {
    pattern: /^Datadog-Node\d+-x$/,
    packages: {
      'datadog-lambda-js': 'datadog-lambda-js/dist',
      'dd-trace': 'dd-trace',
      '@datadog': '@datadog',
    },
    // There is no extension to give metrics to: without this they would go to Datadog's API, with a key looked up for it.
    variables: { DD_FLUSH_TO_LOG: 'true' },
  },
  // The extension is a program for Lambda's own machines. What it does with traces, DD_TRACE_AGENT_URL does here.
  { pattern: /^Datadog-Extension(-ARM)?(-FIPS)?$/, packages: {} },
];

/** What belongs to other stacks in an integrated environment: the shared bus and the shared JWT secret. */
export const addSharedResources = (
  env: string,
  eventBridge: EventBridge,
  parameters: ParameterStore,
): void => {
  if (!isIntegrated(env)) return;
  const names = parameterNames(env);
  const bus = `shared-bus-${env}`;
  eventBridge.createBus(bus);
  parameters.put(names.sharedEventBusName, bus);
  parameters.put(names.sharedEventBusArn, eventBridge.busArn(bus));
  parameters.put(names.jwtSecret, randomBytes(48).toString('base64url'), 'SecureString');
};

/** The address of the API in the cloud, stage included, becomes the local one wherever the template builds it. */
export const withLocalApi = (text: string, apiId: string, localApi: string): string =>
  text.replace(
    new RegExp(`https://${apiId}\\.execute-api\\.[a-z0-9-]+\\.[a-z.]+/[A-Za-z0-9_-]+`, 'g'),
    localApi,
  );
