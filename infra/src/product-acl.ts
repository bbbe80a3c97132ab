import type { FactEventType, IncomingEventType } from '@product-service/events';
import { Construct } from 'constructs';
import { BusSubscription } from './constructs/bus-subscription.js';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
import { PrivateTopic } from './constructs/private-topic.js';
import { ResilientQueue } from './constructs/resilient-queue.js';
import type { Deployment } from './deployment.js';
import type { EventBuses } from './event-buses.js';

export interface ProductAclProps {
  readonly deployment: Deployment;
  readonly buses: EventBuses;
}

/** The anti-corruption layer: translates public events of other services into our private ones. */
export class ProductAcl extends Construct {
  readonly topics: Readonly<Record<FactEventType, PrivateTopic>>;

  constructor(scope: Construct, id: string, { deployment, buses }: ProductAclProps) {
    super(scope, id);
    this.topics = {
      'product.pricingChanged': new PrivateTopic(this, 'PricingChanged', 'product.pricingChanged'),
      'product.stockUpdated': new PrivateTopic(this, 'StockUpdated', 'product.stockUpdated'),
    };

    const translate = (name: string, event: IncomingEventType, into: FactEventType): void => {
      const consumer = new InstrumentedFunction(this, name, { deployment, project: 'product-acl' });
      this.topics[into].publishedToBy(consumer);
      const queue = new ResilientQueue(this, `${name}Queue`, { consumer });
      new BusSubscription(this, `${name}Subscription`, { deployment, buses, event, queue });
    };
    translate('TranslatePricingCalculated', 'pricing.pricingCalculated.v1', 'product.pricingChanged');
    translate('TranslateStockUpdated', 'inventory.stockUpdated.v1', 'product.stockUpdated');
  }
}
