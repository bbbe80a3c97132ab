import type { Deployment } from '@product-service/deployment';
import { SERVICE, stackName } from '@product-service/environment';
import { DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { EventBuses } from './event-buses.js';
import { ProductAcl } from './product-acl.js';
import { ProductApi } from './product-api.js';
import { ProductEventPublisher } from './product-event-publisher.js';

/** The three services, and the event buses that connect them to other services. */
export class ProductServiceStack extends Stack {
  constructor(scope: Construct, deployment: Deployment) {
    super(scope, 'ProductService', {
      stackName: stackName(deployment.env),
      description: `Product management service, version ${deployment.version}`,
      tags: { DD_PRESERVE_STACK: 'true', service: SERVICE, env: deployment.env },
      terminationProtection: deployment.isProtected,
      // The CLI checks the bootstrap version anyway. Without the rule the template also works in other accounts.
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
    });
    const buses = new EventBuses(this, 'EventBuses', deployment);
    const acl = new ProductAcl(this, 'ProductAcl', { deployment, buses });
    const api = new ProductApi(this, 'ProductApi', { deployment, factTopics: acl.topics });
    new ProductEventPublisher(this, 'ProductEventPublisher', {
      deployment,
      buses,
      topics: Object.values(api.topics),
    });
  }
}
