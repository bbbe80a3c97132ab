import { SERVICE } from '@product-service/environment';
import { Stack } from 'aws-cdk-lib';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { DatadogDefaultLayerVersions, DatadogLambda } from 'datadog-cdk-constructs-v2';
import type { Deployment } from '../deployment.js';
import { datadogApiKeySecretArn } from './datadog-api-key.js';

/**
 * Span tags with a caller's token, in the payloads that are captured. The extension knows tags by their exact names:
 * clients write the header in either case, and each value of a list has a tag of its own.
 */
const TOKEN_TAGS = ['Authorization', 'authorization'].flatMap((header) => [
  `function.request.headers.${header}`,
  `function.request.multiValueHeaders.${header}`,
  `function.request.multiValueHeaders.${header}.0`,
]);
const MASKED = [
  ...TOKEN_TAGS.map((name) => ({ name, pattern: '(?s).*', repl: '****' })),
  // Wherever else one turns up, e.g. in a header that someone writes in capitals.
  { name: '*', pattern: '(?i)bearer\\s+\\S+', repl: '****' },
];

const VARIABLES = {
  DD_APM_REPLACE_TAGS: JSON.stringify(MASKED),
  DD_DATA_STREAMS_ENABLED: 'true',
  // It would replace the context that our events carry, and count every event twice.
  DD_TRACE_AWS_SDK_EVENTBRIDGE_ENABLED: 'false',
  // Seconds. Running functions see a new key this soon; otherwise only new ones would.
  DD_API_KEY_SECRET_RELOAD_INTERVAL: '3600',
  // Lambda's own metrics tell as much.
  DD_RUNTIME_METRICS_ENABLED: 'false',
} as const;

/**
 * A batch would become the child of its first message, and a trace would run through every service. Our spans link
 * to those of the producers instead.
 */
const CONSUMER_VARIABLES = {
  DD_TRACE_PROPAGATION_STYLE_EXTRACT: 'none',
  DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT: 'ignore',
} as const;

/** Datadog's layers and settings, and the API key's secret. One for each stack. */
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
      // Below: reading needs one action only.
      grantSecretReadAccess: false,
      extensionLayerVersion: DatadogDefaultLayerVersions.EXTENSION,
      nodeLayerVersion: DatadogDefaultLayerVersions.NODE,
      enableColdStartTracing: true,
      captureLambdaPayload: true,
      // It would ask the git repository that it is run in.
      sourceCodeIntegration: false,
    });
  }

  /** Wraps the function's handler. Its role then has to allow reading the secret, whose ARN this gives. */
  instrument(lambda: Function): string {
    this.layersAndSettings.addLambdaFunctions([lambda]);
    for (const [name, value] of Object.entries(VARIABLES)) lambda.addEnvironment(name, value);
    return this.apiKeySecretArn;
  }

  /** Ends the producer's trace where the function takes the message. */
  static startNewTraces(consumer: Function): void {
    for (const [name, value] of Object.entries(CONSUMER_VARIABLES)) consumer.addEnvironment(name, value);
  }
}
