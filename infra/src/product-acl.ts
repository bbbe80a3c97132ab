import type { Deployment } from '@product-service/deployment';
import { FACT_EVENTS, type FactEventType, type IncomingEventType } from '@product-service/events';
import { Construct } from 'constructs';
import { BusSubscription } from './constructs/bus-subscription.js';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
import { type PrivateTopic, privateTopics } from './constructs/private-topic.js';
import { ResilientQueue } from './constructs/resilient-queue.js';
import type { EventBuses } from './event-buses.js';

export interface ProductAclProps {
  readonly deployment: Deployment;
  readonly buses: EventBuses;
}

interface Translation {
  /** The function that translates, e.g. `TranslateStockUpdated` for `apps/product-acl/translate-stock-updated`. */
  readonly by: string;
  readonly into: FactEventType;
}

/** How each event of another service becomes a private one. */
const TRANSLATIONS = {
  'pricing.pricingCalculated.v1': { by: 'TranslatePricingCalculated', into: 'product.pricingChanged' },
  'inventory.stockUpdated.v1': { by: 'TranslateStockUpdated', into: 'product.stockUpdated' },
} as const satisfies Record<IncomingEventType, Translation>;

/** The anti-corruption layer: translates public events of other services into our private ones. */
export class ProductAcl extends Construct {
  readonly topics: Readonly<Record<FactEventType, PrivateTopic>>;

  constructor(scope: Construct, id: string, { deployment, buses }: ProductAclProps) {
    super(scope, id);
    this.topics = privateTopics(this, FACT_EVENTS);
    for (const [event, { by, into }] of Object.entries(TRANSLATIONS) as [IncomingEventType, Translation][]) {
      const consumer = new InstrumentedFunction(this, by, { deployment, project: 'product-acl' });
      this.topics[into].addPublisher(consumer);
      const queue = new ResilientQueue(this, `${by}Queue`, { consumer });
      new BusSubscription(this, `${by}Subscription`, { deployment, buses, event, queue });
    }
  }
}
