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
import type { Deployment } from '../deployment.js';
import { Datadog } from './datadog.js';
import { logGroupOf } from './function-logs.js';
import { OperatorAlarm, type OperatorAlarmProps, sumOver } from './operator-alarm.js';

const BUNDLES = join(__dirname, '../../../dist/apps');

export interface InstrumentedFunctionProps {
  readonly deployment: Deployment;
  /** Nx project with the function's code: `CreateProduct` of `product-api` is `dist/apps/product-api/create-product`. */
  readonly project: string;
  /** Default: 29 seconds, as long as API Gateway waits. */
  readonly timeout?: Duration;
  /** Default: Lambda ends a chain of invocations that cause each other. */
  readonly recursiveLoop?: RecursiveLoop;
  /** What the function's errors mean; default: that it crashed, or ran out of time. */
  readonly onErrors?: Pick<OperatorAlarmProps, 'entry' | 'periods' | 'missingData'> | 'the deployment tells';
}

/** What happens once, the queue or the client tries again. */
const CRASHES = { entry: 'function-errors', periods: [2, 3] } as const;

/**
 * The Lambda function that every function of the service is. It has a role of its own that allows nothing but what
 * Datadog needs; what the function uses (a topic, the database, …) gives it the variable and the permission together.
 */
export class InstrumentedFunction extends Function {
  override readonly timeout: Duration;
  override readonly role: Role;

  constructor(scope: Construct, id: string, props: InstrumentedFunctionProps) {
    const { deployment, project, timeout = Duration.seconds(29), onErrors = CRASHES } = props;
    const name = functionName(id, deployment.env);
    // Made here, because the role that CDK would make may write logs.
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

    if (onErrors === 'the deployment tells') return;
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

  set(variable: Variable, value: string): void {
    this.addEnvironment(variable, value);
  }

  /** Adds one action on one resource to the function's role. */
  allow(action: string, resourceArn: string): void {
    this.role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resourceArn] }));
  }

  /** Gives the function the queue's messages, up to 10 at a time. Only those that it reports as failed come again. */
  consume(queue: IQueue, limits: Pick<SqsEventSourceProps, 'maxConcurrency'> = {}): void {
    this.addEventSource(
      new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, ...limits }),
    );
    Datadog.startNewTraces(this);
  }
}

/** @throws Error that says what is missing. */
const bundleOf = (project: string, folder: string): string => {
  const bundle = join(BUNDLES, project, folder);
  if (existsSync(bundle)) return bundle;
  throw new Error(
    `dist/apps/${project}/${folder} is missing: write apps/${project}/${folder}/main.ts and run "npx nx build ${project}".`,
  );
};

/** The folder's name of a function: `get-product` of `GetProduct`. */
export const kebabCase = (pascalCase: string): string =>
  pascalCase.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
