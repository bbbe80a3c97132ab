import type { Deployment } from '@product-service/deployment';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { functionName, type Variable } from '@product-service/environment';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function,
  LoggingFormat,
  type RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource, type SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { Datadog } from './datadog.js';
import { logGroupOf } from './function-logs.js';
import { OperatorAlarm, type OperatorAlarmProps, sumOver } from './operator-alarm.js';

const BUNDLES = join(__dirname, '../../../dist/apps');

export interface InstrumentedFunctionProps {
  readonly deployment: Deployment;
  /** Nx project with the function's code: `CreateProduct` of `product-api` is in `dist/apps/product-api/create-product`. */
  readonly project: string;
  /** Default: 29 seconds, the limit of API Gateway. */
  readonly timeout?: Duration;
  /** Default: Lambda stops a loop of invocations that trigger each other. */
  readonly recursiveLoop?: RecursiveLoop;
  /** What the function's errors mean. Default: a crash or a timeout. No alarm: whoever invokes it sees them. */
  readonly onErrors?: Pick<OperatorAlarmProps, 'entry' | 'periods' | 'missingData'> | 'no alarm';
}

/** A single crash needs no operator: the queue or the client retries. */
const CRASHES = { entry: 'function-errors', periods: [2, 3] } as const;

/**
 * Base class of all our Lambda functions. Each has its own role, which at first allows only what Datadog needs. Each resource
 * that the function uses (a topic, the database, …) adds both the variable and the permission for it.
 */
export class InstrumentedFunction extends Function {
  override readonly timeout: Duration;
  override readonly role: Role;

  constructor(scope: Construct, id: string, props: InstrumentedFunctionProps) {
    const { deployment, project, timeout = Duration.seconds(29), onErrors = CRASHES } = props;
    const name = functionName(id, deployment.env);
    // The default role of CDK would have permission to write logs.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    super(scope, id, {
      functionName: name,
      code: Code.fromAsset(bundleOf(project, kebabCase(id))),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout,
      role,
      recursiveLoop: props.recursiveLoop,
      loggingFormat: LoggingFormat.JSON,
      logGroup: logGroupOf(scope, id, { functionName: name, deployment, role }),
    });
    this.timeout = timeout;
    this.role = role;
    this.set('ENV', deployment.env);
    this.allow('secretsmanager:GetSecretValue', Datadog.of(this, deployment).instrument(this));

    if (onErrors === 'no alarm') return;
    new OperatorAlarm(this, 'Errors', {
      metric: this.metricErrors(sumOver(5)),
      threshold: 1,
      ...onErrors,
    });
    new OperatorAlarm(this, 'Throttles', {
      entry: 'function-throttles',
      metric: this.metricThrottles(sumOver(5)),
      threshold: 1,
      periods: [2, 3],
    });
  }

  /** Sets an environment variable of the function. */
  set(variable: Variable, value: string): void {
    this.addEnvironment(variable, value);
  }

  /** Adds one action on one resource to the function's role. */
  allow(action: string, resourceArn: string): void {
    this.role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resourceArn] }));
  }

  /** Makes the function read the queue, up to 10 messages per batch. SQS redelivers only the messages that it reports as failed. */
  consume(queue: IQueue, limits: Pick<SqsEventSourceProps, 'maxConcurrency'> = {}): void {
    this.addEventSource(
      new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, ...limits }),
    );
    Datadog.startNewTraces(this);
  }
}

/** Folder of the built function. @throws Error that says how to create it. */
const bundleOf = (project: string, folder: string): string => {
  const bundle = join(BUNDLES, project, folder);
  if (existsSync(bundle)) return bundle;
  throw new Error(
    `dist/apps/${project}/${folder} is missing: write apps/${project}/${folder}/main.ts and run "npx nx build ${project}".`,
  );
};

/** Folder name of a function: `get-product` of `GetProduct`. */
export const kebabCase = (pascalCase: string): string =>
  pascalCase.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
