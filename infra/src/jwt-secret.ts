import { isIntegrated, parameterNames } from '@product-service/environment';
import { Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { exempt } from './constructs/exempt.js';
import type { InstrumentedFunction } from './constructs/instrumented-function.js';
import type { Deployment } from './deployment.js';

/** The secret that tokens are signed with, in an SSM parameter: shared with the services of an integrated environment. */
export class JwtSecret extends Construct {
  private readonly parameterName: string;

  constructor(scope: Construct, id: string, { env }: Deployment) {
    super(scope, id);
    this.parameterName = parameterNames(env).jwtSecret;
    if (!isIntegrated(env)) {
      // Generated once. It stays as long as these two settings do: changing one makes a new secret.
      const secret = new Secret(this, 'Generated', {
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
      });
      exempt(
        secret,
        'SMG4',
        'Another secret ends every token at once, so that is a decision, not a schedule.',
      );
      // The template holds a reference only; CloudFormation puts the value in when it deploys.
      new StringParameter(this, 'Parameter', {
        parameterName: this.parameterName,
        stringValue: secret.secretValue.unsafeUnwrap(),
      });
    }
  }

  /** Without a statement for KMS: the AWS-managed key of SecureStrings lets everyone in who may read the parameter. */
  addReader(reader: InstrumentedFunction): void {
    reader.set('JWT_SECRET_PARAM_NAME', this.parameterName);
    const resourceName = this.parameterName.replace(/^\//, '');
    reader.allow(
      'ssm:GetParameter',
      Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName }),
    );
  }
}
