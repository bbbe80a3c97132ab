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
  readonly entry: RunbookEntry;
  readonly metric: Metric;
  /** The least value that alarms. */
  readonly threshold: number;
  /** How many of the last periods have to reach it; default: 1 of 1. */
  readonly periods?: readonly [reached: number, of: number];
  /** Default: all is well as long as nothing is measured. */
  readonly missingData?: TreatMissingData;
}

/** An alarm that someone has to do something about. Its text says what. It tells the stack's alarm topic. */
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
    // Whoever was called can see that it is over.
    this.addOkAction(topic);
  }
}

/** The most, or the sum, in each stretch of so many minutes. */
export const maximumOver = (minutes: number): MetricOptions => ({
  period: Duration.minutes(minutes),
  statistic: 'Maximum',
});
export const sumOver = (minutes: number): MetricOptions => ({
  period: Duration.minutes(minutes),
  statistic: 'Sum',
});
