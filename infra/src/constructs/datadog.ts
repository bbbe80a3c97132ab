import type { Deployment } from '@product-service/deployment';
import { SERVICE } from '@product-service/environment';
import { Stack } from 'aws-cdk-lib';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { DatadogDefaultLayerVersions, DatadogLambda } from 'datadog-cdk-constructs-v2';
import { datadogApiKeySecretArn } from './datadog-api-key.js';

/**
 * Span tags that contain a caller's token in captured payloads. The extension matches tags by exact name: clients send the
 * header in either case, and each value of a list has its own tag.
 */
const TOKEN_TAGS = ['Authorization', 'authorization'].flatMap((header) => [
  `function.request.headers.${header}`,
  `function.request.multiValueHeaders.${header}`,
  `function.request.multiValueHeaders.${header}.0`,
]);
const MASKED = [
  ...TOKEN_TAGS.map((name) => ({ name, pattern: '(?s).*', repl: '****' })),
  // A token in any other tag, e.g. of a header in capital letters.
  { name: '*', pattern: '(?i)bearer\\s+\\S+', repl: '****' },
  // A JWT without its scheme, e.g. in a cookie or a query: its first part is a JSON object in Base64.
  { name: '*', pattern: String.raw`eyJ[\w-]+(\.[\w-]*){1,4}`, repl: '****' },
];

const VARIABLES = {
  DD_APM_REPLACE_TAGS: JSON.stringify(MASKED),
  DD_DATA_STREAMS_ENABLED: 'true',
  // The plugin would replace the context in our events, and count every event twice.
  DD_TRACE_AWS_SDK_EVENTBRIDGE_ENABLED: 'false',
  // Seconds. Running functions read a new key after at most this time; without it, only new instances would.
  DD_API_KEY_SECRET_RELOAD_INTERVAL: '3600',
  // Lambda's own metrics contain the same information.
  DD_RUNTIME_METRICS_ENABLED: 'false',
} as const;

/**
 * Otherwise a batch would become the child of its first message, and one trace would span all services. Our spans link to
 * the producers' spans instead.
 */
const CONSUMER_VARIABLES = {
  DD_TRACE_PROPAGATION_STYLE_EXTRACT: 'none',
  DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT: 'ignore',
} as const;

/** Datadog's layers and settings, and the API key's secret. One per stack. */
export class Datadog extends Construct {
  private readonly apiKeySecretArn: string;
  private readonly layersAndSettings: DatadogLambda;

  static of(scope: Construct, deployment: Deployment): Datadog {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild('Datadog') as Datadog | undefined;
    return existing ?? new Datadog(stack, 'Datadog', deployment);
  }

  private constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { datadog, env, version } = deployment;
    this.apiKeySecretArn = datadogApiKeySecretArn(this, deployment);
    this.layersAndSettings = new DatadogLambda(this, 'LayersAndSettings', {
      service: SERVICE,
      env,
      version,
      site: datadog.site,
      apiKeySecretArn: this.apiKeySecretArn,
      // `instrument` returns the ARN instead: the role needs only one action.
      grantSecretReadAccess: false,
      extensionLayerVersion: DatadogDefaultLayerVersions.EXTENSION,
      nodeLayerVersion: DatadogDefaultLayerVersions.NODE,
      enableColdStartTracing: true,
      captureLambdaPayload: true,
      // It would read the local git repository, and the template would depend on it.
      sourceCodeIntegration: false,
    });
  }

  /** Wraps the function's handler. Returns the ARN of the secret that the function's role must be able to read. */
  instrument(lambda: Function): string {
    this.layersAndSettings.addLambdaFunctions([lambda]);
    for (const [name, value] of Object.entries(VARIABLES)) lambda.addEnvironment(name, value);
    return this.apiKeySecretArn;
  }

  /** Makes a consumer start its own traces instead of continuing the producer's. */
  static startNewTraces(consumer: Function): void {
    for (const [name, value] of Object.entries(CONSUMER_VARIABLES)) consumer.addEnvironment(name, value);
  }
}
