import type { Deployment } from '@product-service/deployment';
import { isIntegrated, parameterNames } from '@product-service/environment';
import { Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { exempt } from './constructs/exempt.js';
import type { InstrumentedFunction } from './constructs/instrumented-function.js';

/** The signing secret of the tokens, in an SSM parameter. In an integrated environment all services share it. */
export class JwtSecret extends Construct {
  private readonly parameterName: string;

  constructor(scope: Construct, id: string, { env }: Deployment) {
    super(scope, id);
    this.parameterName = parameterNames(env).jwtSecret;
    if (!isIntegrated(env)) {
      // Generated once. Changing one of these two settings would generate a new secret.
      const secret = new Secret(this, 'Generated', {
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
      });
      exempt(
        secret,
        'SMG4',
        'A new secret invalidates every token at once, so an operator decides when to rotate it.',
      );
      // The template contains only a reference; CloudFormation resolves it during the deployment.
      new StringParameter(this, 'Parameter', {
        parameterName: this.parameterName,
        stringValue: secret.secretValue.unsafeUnwrap(),
      });
    }
  }

  /**
   * Gives the function the parameter's name and the permission to read it. No KMS permission: everyone who may read a
   * SecureString parameter may use its AWS-managed key.
   */
  addReader(reader: InstrumentedFunction): void {
    reader.set('JWT_SECRET_PARAM_NAME', this.parameterName);
    const resourceName = this.parameterName.replace(/^\//, '');
    reader.allow(
      'ssm:GetParameter',
      Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName }),
    );
  }
}
