import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type Metric,
  type MetricOptions,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import { RUNBOOK, type RunbookEntry } from '../runbook.js';
import { AlarmTopic } from './alarm-topic.js';

export interface OperatorAlarmProps {
  /** Heading in docs/runbook.md. */
  readonly entry: RunbookEntry;
  readonly metric: Metric;
  /** The alarm fires at this value or above. */
  readonly threshold: number;
  /** How many of the last periods must reach the threshold. Default: 1 of 1. */
  readonly periods?: readonly [reached: number, of: number];
  /** Default: missing data does not alarm. */
  readonly missingData?: TreatMissingData;
}

/** An alarm that requires an operator's action, which its description states. It notifies the stack's alarm topic. */
export class OperatorAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: OperatorAlarmProps) {
    const { entry, metric, threshold, periods: [reached, of] = [1, 1] } = props;
    super(scope, id, {
      alarmName: `${Stack.of(scope).stackName}-${scope.node.id}-${id}`,
      alarmDescription: `${RUNBOOK[entry]} docs/runbook.md#${entry}`,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: of,
      datapointsToAlarm: reached,
      treatMissingData: props.missingData ?? TreatMissingData.NOT_BREACHING,
    });
    const topic = new SnsAction(AlarmTopic.of(this));
    this.addAlarmAction(topic);
    // Tells the on-duty engineer that the problem is over.
    this.addOkAction(topic);
  }
}

/** Maximum, or sum, per period of this many minutes. */
export const maximumOver = (minutes: number): MetricOptions => ({
  period: Duration.minutes(minutes),
  statistic: 'Maximum',
});
export const sumOver = (minutes: number): MetricOptions => ({
  period: Duration.minutes(minutes),
  statistic: 'Sum',
});
