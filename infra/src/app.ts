import { App, Validations } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Deployment } from './deployment.js';
import { ProductServiceStack } from './product-service-stack.js';

export interface ProductServiceApp {
  readonly app: App;
  readonly stack: ProductServiceStack;
}

/** The CDK app. It needs no account, and the same code gives the same bytes: `app.synth()` writes them to `outdir`. */
export const productServiceApp = (deployment: Deployment, outdir?: string): ProductServiceApp => {
  const app = new App({
    ...(outdir === undefined ? {} : { outdir }),
    analyticsReporting: false,
    treeMetadata: false,
    context: {
      ...recommendedFlags,
      // They contain paths of the machine that synthesises.
      [DISABLE_CREATION_STACK_TRACES]: true,
      // The functions do not write to CloudWatch.
      '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false,
    },
  });
  // A finding fails the synthesis, as do those of CDK's own validator. Reasons for exceptions stand beside what they are for.
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { app, stack: new ProductServiceStack(app, deployment) };
};
