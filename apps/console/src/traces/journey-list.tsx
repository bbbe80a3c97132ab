import type { JourneyQuery, JourneySummary } from '../protocol/index.js';
import { duration, timeOf } from '../state/format.js';
import { linkTo } from '../state/address.js';

interface Props {
  readonly journeys: readonly JourneySummary[];
  readonly selected: string | undefined;
  readonly query: JourneyQuery;
}

export const JourneyList = ({ journeys, selected, query }: Props) => (
  <ul class="journeys scroll">
    {journeys.map(({ id, name, productIds, start, duration: took, isError }) => (
      <li key={id}>
        <a
          class={isError ? 'journey is-failing' : 'journey'}
          href={linkTo('traces', id, { ...query })}
          aria-current={id === selected ? 'true' : undefined}
        >
          <span class="muted">{timeOf(start)}</span>
          <span>
            {name} {isError && <span class="badge is-bad">error</span>}
          </span>
          <strong>{productIds.slice(0, 3).join(', ')}</strong>
          <span class="muted">{duration(took)}</span>
        </a>
      </li>
    ))}
  </ul>
);
