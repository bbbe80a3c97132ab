import type { FactEventType, ProductEventType } from '@product-service/events';
import { Construct } from 'constructs';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
import { PrivateTopic } from './constructs/private-topic.js';
import { ResilientQueue } from './constructs/resilient-queue.js';
import { Database } from './database.js';
import type { Deployment } from './deployment.js';
import { JwtSecret } from './jwt-secret.js';
import { OutboxCheck } from './outbox-check.js';
import { Outbox } from './outbox.js';
import { RestApi } from './rest-api.js';

export interface ProductApiProps {
  readonly deployment: Deployment;
  readonly factTopics: Readonly<Record<FactEventType, PrivateTopic>>;
}

/** The catalogue: REST API, database and outbox, and the facts that other services found out about products. */
export class ProductApi extends Construct {
  /** Where the outbox relays its events to. */
  readonly topics: Readonly<Record<ProductEventType, PrivateTopic>>;

  constructor(scope: Construct, id: string, { deployment, factTopics }: ProductApiProps) {
    super(scope, id);
    const project = 'product-api';
    this.topics = {
      'product.productCreated': new PrivateTopic(this, 'ProductCreated', 'product.productCreated'),
      'product.productUpdated': new PrivateTopic(this, 'ProductUpdated', 'product.productUpdated'),
      'product.productDeleted': new PrivateTopic(this, 'ProductDeleted', 'product.productDeleted'),
    };
    const database = new Database(this, 'Database', { deployment, project });
    const topics = Object.values(this.topics);
    const outbox = new Outbox(this, 'Outbox', { deployment, project, database, topics });
    new OutboxCheck(this, 'OutboxCheck', { deployment, project, database });
    const jwtSecret = new JwtSecret(this, 'JwtSecret', deployment);

    const databaseUser = (name: string): InstrumentedFunction => {
      const user = new InstrumentedFunction(this, name, { deployment, project });
      database.usedBy(user);
      return user;
    };
    const adminWriter = (name: string): InstrumentedFunction => {
      const writer = databaseUser(name);
      jwtSecret.readBy(writer);
      outbox.nudgedBy(writer);
      return writer;
    };

    new RestApi(this, 'Rest', {
      deployment,
      routes: [
        { method: 'POST', path: '/product', handler: adminWriter('CreateProduct') },
        { method: 'GET', path: '/product', handler: databaseUser('ListProducts') },
        { method: 'PUT', path: '/product', handler: adminWriter('UpdateProduct') },
        { method: 'GET', path: '/product/{productId}', handler: databaseUser('GetProduct') },
        { method: 'DELETE', path: '/product/{productId}', handler: adminWriter('DeleteProduct') },
      ],
    });

    new ResilientQueue(this, 'PricingChangedQueue', {
      consumer: databaseUser('HandlePricingChanged'),
    }).subscribeTo(factTopics['product.pricingChanged']);
    new ResilientQueue(this, 'StockUpdatedQueue', {
      consumer: databaseUser('HandleStockUpdated'),
    }).subscribeTo(factTopics['product.stockUpdated']);
  }
}
