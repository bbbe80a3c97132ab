/**
 * Every difference between a function or a template here and in the cloud, apart from the speed of time. Everything that is
 * not in this file comes from the template, or from Lambda itself (services/lambda/environment.ts).
 */
import { isIntegrated, parameterNames } from '@product-service/environment';
import { randomBytes } from 'node:crypto';

/** Who receives the traces and the statistics of data streams. */
export interface TraceAgent {
  readonly url: string;
  /** It is the local cloud's own, not Datadog's. */
  readonly isOwn: boolean;
}

/** Environment variables that functions have here and not in the cloud. */
export const localVariables = ({
  endpoint,
  databaseUrl,
  traceAgent,
}: {
  endpoint: string;
  databaseUrl: string | undefined;
  traceAgent: TraceAgent | undefined;
}): Record<string, string> => ({
  // AWS SDK clients send their calls here.
  AWS_ENDPOINT_URL: endpoint,
  // A plain PostgreSQL instead of Aurora DSQL, for functions whose role may connect to the template's cluster.
  ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  // Outside of Lambda, dd-trace sends to an agent only if this is set.
  ...(traceAgent && { DD_TRACE_AGENT_URL: traceAgent.url, DD_TRACE_EXPERIMENTAL_EXPORTER: 'agent' }),
});

/**
 * Files that exist for a function, unless Datadog's own agent is there. dd-trace on Lambda compresses and sends the statistics of data streams
 * after every message, and five times if nobody answers: that was half of the CPU time of all functions. If this file exists,
 * it sends what it has collected every two seconds. The events still carry the pathway of their stream.
 */
export const FILES_WITHOUT_DATADOG_AGENT: readonly string[] = ['/tmp/datadog/mini_agent_ready'];

/** Packages that Lambda's Node.js runtime contains. Here they come from the workspace's node_modules. */
export const RUNTIME_PACKAGES: Readonly<Record<string, string>> = {
  '@aws-sdk': '@aws-sdk',
  '@smithy': '@smithy',
};

/** The parts of another account's layer that matter here. */
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
    // There is no extension that takes metrics. Without this variable the layer would send them to Datadog's API, and would
    // look up an API key first. Without an agent, traces are printed.
    variables: { DD_FLUSH_TO_LOG: 'true', DD_TRACE_EXPERIMENTAL_EXPORTER: 'log' },
  },
  // The extension is a program for Lambda's own machines. DD_TRACE_AGENT_URL replaces what it does with traces.
  { pattern: /^Datadog-Extension(-ARM)?(-FIPS)?$/, packages: {} },
];

/** Creates a resource in the account of the local cloud. */
interface SharedResources {
  /** @returns its ARN */
  createBus(name: string): string;
  putParameter(name: string, value: string, type?: 'String' | 'SecureString'): void;
}

/** Resources of other stacks that an integrated environment uses: the shared bus and the shared JWT secret. */
export const addSharedResources = (env: string, { createBus, putParameter }: SharedResources): void => {
  if (!isIntegrated(env)) return;
  const names = parameterNames(env);
  const bus = `shared-bus-${env}`;
  putParameter(names.sharedEventBusArn, createBus(bus));
  putParameter(names.sharedEventBusName, bus);
  putParameter(names.jwtSecret, randomBytes(48).toString('base64url'), 'SecureString');
};

/** Replaces the API's address in the cloud, with its stage, by the local address wherever the template contains it. */
export const withLocalApi = (text: string, apiId: string, localApi: string): string =>
  text.replace(
    new RegExp(`https://${apiId}\\.execute-api\\.[a-z0-9-]+\\.[a-z.]+/[A-Za-z0-9_-]+`, 'g'),
    localApi,
  );
