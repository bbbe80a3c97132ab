import { useEffect, useState } from 'preact/hooks';
import { Empty, Problem } from '../parts/answer.js';
import type { JourneyQuery } from '../protocol/index.js';
import { journeyChanges, service } from '../state/connection.js';
import { useLoaded, useThrottled } from '../state/load.js';
import { linkTo } from '../state/address.js';
import { open, route } from '../state/route.js';
import { server } from '../state/server.js';
import { JourneyList } from './journey-list.js';
import { Pathways } from './pathways.js';
import { Waterfall } from './waterfall.js';

const RELOAD_MS = 1_000;

export const TracesView = () => {
  const { item, query } = route.value;
  const { noTraces } = service.value!;
  if (noTraces !== undefined) return <p class="empty">{noTraces}</p>;
  return item === 'pathways' ? <Pathways /> : <Journeys query={query} selected={item} />;
};

interface Props {
  readonly query: JourneyQuery;
  readonly selected: string | undefined;
}

const Journeys = ({ query, selected }: Props) => {
  const change = useThrottled(journeyChanges.value, RELOAD_MS);
  const key = JSON.stringify(query);
  const { value: found, problem } = useLoaded(() => server.journeys(query), [key, change]);
  // Who follows something wants to see it, not a list with one line.
  const follows = query.trace !== undefined || query.event !== undefined;
  const shown = selected ?? (follows ? found?.at(-1)?.id : undefined);
  return (
    <div class="traces">
      <section class="panel" aria-label="Journeys">
        <div class="panel-head">
          <h2>Journeys</h2>
          <a href={linkTo('traces', 'pathways')}>data streams</a>
        </div>
        <Search query={query} />
        <Problem>{problem}</Problem>
        {found?.length === 0 && (
          <Empty>
            {follows
              ? 'Nothing has arrived yet. Spans arrive when a function has ended.'
              : 'No journeys. Create a product.'}
          </Empty>
        )}
        {found && <JourneyList journeys={found} selected={shown} query={query} />}
      </section>
      {shown === undefined ? (
        <p class="empty">
          Select a journey: a request, or an event of another service, and all that followed from it.
        </p>
      ) : (
        <Waterfall id={shown} change={change} />
      )}
    </div>
  );
};

const Search = ({ query }: { readonly query: JourneyQuery }) => {
  const [product, setProduct] = useState(query.product ?? '');
  const [event, setEvent] = useState(query.event ?? '');
  useEffect(() => {
    setProduct(query.product ?? '');
    setEvent(query.event ?? '');
  }, [query.product, query.event]);
  const search = (error: boolean): void =>
    open('traces', undefined, {
      ...(product && { product }),
      ...(event && { event }),
      ...(error && { error: 'true' }),
    });
  return (
    <form
      class="search"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        search(query.error === 'true');
      }}
    >
      <label>
        Product <input value={product} onInput={({ currentTarget }) => setProduct(currentTarget.value)} />
      </label>
      <label>
        Event id <input value={event} onInput={({ currentTarget }) => setEvent(currentTarget.value)} />
      </label>
      <label>
        <input
          type="checkbox"
          checked={query.error === 'true'}
          onChange={({ currentTarget }) => search(currentTarget.checked)}
        />{' '}
        only with errors
      </label>
      <div class="buttons">
        <button type="submit">Search</button>
        {Object.keys(query).length > 0 && <a href={linkTo('traces')}>show all</a>}
      </div>
    </form>
  );
};
