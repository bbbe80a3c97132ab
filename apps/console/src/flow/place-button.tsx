import type { Gauge } from '../protocol/index.js';
import { linkTo } from '../state/route.js';
import { type DrawnPlace, SIZE } from './graph-layout.js';

/** For people: what a place is. */
export const KINDS: Readonly<Record<DrawnPlace['kind'], string>> = {
  clients: 'clients of the API',
  api: 'API Gateway',
  function: 'Lambda function',
  database: 'Aurora DSQL, with the outbox',
  topic: 'SNS topic',
  queue: 'SQS queue',
  'dead-letters': 'dead-letter queue',
  bus: 'EventBridge bus',
  schedule: 'schedule',
  'other-services': 'publishers of events for us',
  subscribers: 'consumers of our events',
};

interface Props {
  readonly place: DrawnPlace;
  readonly gauge: Gauge | undefined;
  readonly deadLetters: number;
  readonly isSelected: boolean;
  readonly isFailing: boolean;
}

/** A place of the picture, with the number of messages that wait there. */
export const PlaceButton = ({ place, gauge, deadLetters, isSelected, isFailing }: Props) => {
  const { id, kind, name, x, y } = place;
  const waiting = gauge?.waiting ?? 0;
  const failed = deadLetters + (gauge?.parked ?? 0);
  const classes = ['place', `is-${kind}`, isSelected && 'is-selected', isFailing && 'is-failing'];
  return (
    <a
      class={classes.filter(Boolean).join(' ')}
      href={linkTo('flow', id)}
      aria-current={isSelected ? 'true' : undefined}
      style={{ left: `${x}px`, top: `${y}px`, width: `${SIZE.width}px`, height: `${SIZE.height}px` }}
    >
      <span class="place-name">{name}</span>
      <span class="place-kind">{KINDS[kind]}</span>
      {gauge?.problem !== undefined && <span class="badge is-bad">no answer</span>}
      {waiting > 0 && <span class="badge is-waiting">{waiting} waiting</span>}
      {failed > 0 && <span class="badge is-bad">{failed} failed</span>}
    </a>
  );
};
