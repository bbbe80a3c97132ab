import type { PlaceKind } from '../protocol/index.js';
import { linkTo } from '../state/address.js';
import type { DrawnGroup } from './graph-layout.js';

/** For people: what a place is. */
export const KINDS: Readonly<Record<PlaceKind, string>> = {
  clients: 'clients of the API',
  api: 'API Gateway',
  function: 'Lambda function',
  database: 'database, with the outbox',
  topic: 'SNS topic',
  queue: 'SQS queue',
  'dead-letters': 'dead-letter queue',
  bus: 'EventBridge bus',
  schedule: 'schedule',
  'other-services': 'send us events',
  subscribers: 'get our events',
};

/** Before the name of a place: short, and not told by colour alone. */
const SIGNS: Readonly<Record<PlaceKind, string>> = {
  clients: 'HTTP',
  api: 'API',
  function: 'λ',
  database: 'SQL',
  topic: 'SNS',
  queue: 'SQS',
  'dead-letters': 'DLQ',
  bus: 'bus',
  schedule: 'time',
  'other-services': 'in',
  subscribers: 'out',
};

/** What is known of a place at this moment. */
export interface PlaceState {
  readonly waiting: number;
  /** Dead letters, and events that need a decision. */
  readonly failed: number;
  /** It cannot be read. */
  readonly isSilent: boolean;
  readonly isFailing: boolean;
  /** Messages that it gets. */
  readonly perSecond: number;
}

interface Props {
  readonly group: DrawnGroup;
  readonly selected: string | undefined;
  readonly stateOf: (placeId: string) => PlaceState;
}

/** Places that are drawn as one box, each with a row of its own. */
export const GroupBox = ({ group, selected, stateOf }: Props) => {
  const { places, x, y, width, height } = group;
  const isSelected = places.some(({ id }) => id === selected);
  return (
    <div
      class={`group${isSelected ? ' is-selected' : ''}`}
      style={{ left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` }}
    >
      {places.map(({ id, kind, name, schedule }) => {
        const { waiting, failed, isSilent, isFailing, perSecond } = stateOf(id);
        return (
          <a
            key={id}
            class={`place${isFailing ? ' is-failing' : ''}`}
            href={linkTo('flow', id)}
            title={`${name}: ${KINDS[kind]}`}
            aria-current={id === selected ? 'true' : undefined}
          >
            <span class={`sign is-${kind}`} aria-hidden="true">
              {SIGNS[kind]}
            </span>
            <span class="for-screen-readers">{KINDS[kind]}</span>
            <span class="place-name">{name}</span>
            {perSecond > 0 && <span class="rate">{perSecond.toFixed(1)}/s</span>}
            {perSecond === 0 && schedule !== undefined && <span class="schedule">{schedule}</span>}
            {isSilent && <span class="badge is-bad">no answer</span>}
            {waiting > 0 && <span class="badge is-waiting">{waiting} waiting</span>}
            {failed > 0 && <span class="badge is-bad">{failed} failed</span>}
          </a>
        );
      })}
    </div>
  );
};
