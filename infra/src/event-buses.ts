import type { Deployment } from '@product-service/deployment';
import { busName, isIntegrated, parameterNames } from '@product-service/environment';
import { CfnParameter } from 'aws-cdk-lib';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { InstrumentedFunction } from './constructs/instrumented-function.js';

/** Our own bus and, in an integrated environment, the bus that all services share. */
export class EventBuses extends Construct {
  readonly own: EventBus;
  readonly shared: IEventBus | undefined;

  constructor(scope: Construct, id: string, { env }: Deployment) {
    super(scope, id);
    const names = parameterNames(env);
    this.own = new EventBus(this, 'Own', { eventBusName: busName(env) });
    new StringParameter(this, 'Name', {
      parameterName: names.eventBusName,
      stringValue: this.own.eventBusName,
    });
    new StringParameter(this, 'Arn', { parameterName: names.eventBusArn, stringValue: this.own.eventBusArn });
    if (isIntegrated(env)) {
      // CloudFormation reads the parameters during the deployment, so the synthesis needs no account.
      this.shared = EventBus.fromEventBusAttributes(this, 'Shared', {
        eventBusName: ssmParameter(scope, 'SharedEventBusName', names.sharedEventBusName),
        eventBusArn: ssmParameter(scope, 'SharedEventBusArn', names.sharedEventBusArn),
        eventBusPolicy: '',
      });
    }
  }

  /** Gives the function the name of the bus for public events (the shared one if it exists) and the permission to publish. */
  addPublisher(publisher: InstrumentedFunction): void {
    const bus = this.shared ?? this.own;
    publisher.set('EVENT_BUS_NAME', bus.eventBusName);
    publisher.allow('events:PutEvents', bus.eventBusArn);
  }
}

const ssmParameter = (scope: Construct, id: string, name: string): string =>
  new CfnParameter(scope, id, { type: 'AWS::SSM::Parameter::Value<String>', default: name }).valueAsString;
