import { join } from 'node:path';
import { functionName, type Variable } from '@product-service/environment';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';
import { datadogNodeLayer } from './datadog-layer.js';

const BUNDLES = join(__dirname, '../../../dist/apps');

export interface InstrumentedFunctionProps {
  readonly deployment: Deployment;
  /** Nx project with the function's code: `CreateProduct` of `product-api` is `dist/apps/product-api/create-product`. */
  readonly project: string;
  /** Default: 29 seconds, as long as API Gateway waits. */
  readonly timeout?: Duration;
}

/**
 * The Lambda function that every function of the service is. It has a role of its own that allows nothing;
 * what the function uses (a topic, the database, …) gives it the variable and the permission together.
 */
export class InstrumentedFunction extends Function {
  override readonly timeout: Duration;
  override readonly role: Role;

  constructor(scope: Construct, id: string, props: InstrumentedFunctionProps) {
    const { deployment, project, timeout = Duration.seconds(29) } = props;
    // Made here, because the role that CDK would make may write logs.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    super(scope, id, {
      functionName: functionName(id, deployment.env),
      code: Code.fromAsset(join(BUNDLES, project, kebabCase(id))),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout,
      role,
      layers: [datadogNodeLayer(scope, `${id}TracerLayer`)],
    });
    this.timeout = timeout;
    this.role = role;
    this.set('ENV', deployment.env);
  }

  set(variable: Variable, value: string): void {
    this.addEnvironment(variable, value);
  }

  /** Adds one action on one resource to the function's role. */
  allow(action: string, resourceArn: string): void {
    this.role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resourceArn] }));
  }
}

const kebabCase = (pascalCase: string): string =>
  pascalCase.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
