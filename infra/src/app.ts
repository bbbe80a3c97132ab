import type { Deployment } from '@product-service/deployment';
import { App, Validations } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ProductServiceStack } from './product-service-stack.js';

export interface ProductServiceApp {
  readonly app: App;
  readonly stack: ProductServiceStack;
}

/**
 * The CDK app; `app.synth()` writes the cloud assembly to `outdir`. Needs no AWS account. The same code always produces the
 * same bytes.
 */
export const productServiceApp = (deployment: Deployment, outdir?: string): ProductServiceApp => {
  const app = new App({
    ...(outdir === undefined ? {} : { outdir }),
    analyticsReporting: false,
    treeMetadata: false,
    context: {
      ...recommendedFlags,
      // Stack traces contain paths of the machine that runs the synthesis.
      [DISABLE_CREATION_STACK_TRACES]: true,
      // The functions do not write logs to CloudWatch.
      '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false,
    },
  });
  // A finding of cdk-nag or of CDK's own validator fails the synthesis. Each exemption states its reason in the code.
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { app, stack: new ProductServiceStack(app, deployment) };
};
