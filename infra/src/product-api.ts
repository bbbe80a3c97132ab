import type { Deployment } from '@product-service/deployment';
import {
  FACT_EVENTS,
  PRODUCT_EVENTS,
  type FactEventType,
  type ProductEventType,
} from '@product-service/events';
import { Duration } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
import { type PrivateTopic, privateTopics } from './constructs/private-topic.js';
import { ResilientQueue } from './constructs/resilient-queue.js';
import { ScheduledFunction } from './constructs/scheduled-function.js';
import { Database } from './database.js';
import { JwtSecret } from './jwt-secret.js';
import { Operator } from './operator.js';
import { OutboxCheck } from './outbox-check.js';
import { Outbox } from './outbox.js';
import { RestApi } from './rest-api.js';

export interface ProductApiProps {
  readonly deployment: Deployment;
  readonly factTopics: Readonly<Record<FactEventType, PrivateTopic>>;
}

/** The catalogue: REST API, database and outbox, and the handlers of facts that other services report about products. */
export class ProductApi extends Construct {
  /** The topics to which the outbox relays its events. */
  readonly topics: Readonly<Record<ProductEventType, PrivateTopic>>;

  constructor(scope: Construct, id: string, { deployment, factTopics }: ProductApiProps) {
    super(scope, id);
    const project = 'product-api';
    this.topics = privateTopics(this, PRODUCT_EVENTS);
    const database = new Database(this, 'Database', { deployment, project });
    const topics = Object.values(this.topics);
    const outbox = new Outbox(this, 'Outbox', { deployment, project, database, topics });
    new OutboxCheck(this, 'OutboxCheck', { deployment, project, database });
    const jwtSecret = new JwtSecret(this, 'JwtSecret', deployment);

    const databaseUser = (name: string): InstrumentedFunction => {
      const user = new InstrumentedFunction(this, name, { deployment, project });
      database.addUser(user);
      return user;
    };
    const adminWriter = (name: string): InstrumentedFunction => {
      const writer = databaseUser(name);
      jwtSecret.addReader(writer);
      outbox.addWriter(writer);
      return writer;
    };

    new RestApi(this, 'Rest', {
      deployment,
      routes: [
        { method: 'POST', path: '/product', handler: adminWriter('CreateProduct') },
        { method: 'GET', path: '/product', handler: databaseUser('ListProducts') },
        { method: 'PUT', path: '/product', handler: adminWriter('UpdateProduct') },
        { method: 'GET', path: '/product/{productId}', handler: databaseUser('GetProduct') },
        { method: 'PATCH', path: '/product/{productId}', handler: adminWriter('PatchProduct') },
        { method: 'DELETE', path: '/product/{productId}', handler: adminWriter('DeleteProduct') },
        { method: 'POST', path: '/product/batch', handler: adminWriter('WriteProductBatch') },
      ],
    });

    new Operator(this, 'Operator', { deployment, project, database, outbox });

    // Outcomes of requests are kept for a day, and an hour longer at most.
    const expiry = new ScheduledFunction(this, 'ExpiredRequests', {
      name: 'DeleteExpiredRequests',
      deployment,
      project,
      schedule: ScheduleExpression.rate(Duration.hours(1)),
    });
    database.addUser(expiry.handler);

    // One handler per fact, named after its event: `HandlePricingChanged` for `product.pricingChanged`.
    for (const event of FACT_EVENTS) {
      const topic = factTopics[event];
      const consumer = databaseUser(`Handle${topic.node.id}`);
      new ResilientQueue(this, `${topic.node.id}Queue`, { consumer }).subscribeTo(topic);
    }
  }
}
