import type { Deployment } from '@product-service/deployment';
import { Construct } from 'constructs';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
import type { PrivateTopic } from './constructs/private-topic.js';
import { ResilientQueue } from './constructs/resilient-queue.js';
import type { EventBuses } from './event-buses.js';

export interface ProductEventPublisherProps {
  readonly deployment: Deployment;
  readonly buses: EventBuses;
  /** Topics of the private events that have a public counterpart. */
  readonly topics: readonly PrivateTopic[];
}

/** Publishes the public events of each private one. */
export class ProductEventPublisher extends Construct {
  constructor(scope: Construct, id: string, { deployment, buses, topics }: ProductEventPublisherProps) {
    super(scope, id);
    const consumer = new InstrumentedFunction(this, 'PublishPublicEvents', {
      deployment,
      project: 'product-event-publisher',
    });
    buses.addPublisher(consumer);
    consumer.set('PUBLIC_EVENT_VERSIONS', deployment.publicEventVersions.join(','));
    const queue = new ResilientQueue(this, 'PublicEventsQueue', { consumer });
    for (const topic of topics) queue.subscribeTo(topic);
  }
}
