import { useState } from 'preact/hooks';
import { Code, Empty, Problem } from '../parts/answer.js';
import type { PassedMessage, Place, Topology } from '../protocol/index.js';
import { gauges, passages, service } from '../state/connection.js';
import { counted, pretty, timeOf } from '../state/format.js';
import { useLoaded, useThrottled } from '../state/load.js';
import { connectionId } from '../state/rate.js';
import { rates } from '../state/rates.js';
import { linkTo } from '../state/address.js';
import { server } from '../state/server.js';
import { deadLettersOf } from './graph-layout.js';
import { KINDS } from './group-box.js';

const RELOAD_MS = 1_000;

/** One place: what is connected to it, what waits there, and what has passed lately. */
export const PlaceDetails = ({ place }: { readonly place: Place }) => {
  const { topology } = service.value!;
  const gauge = gauges.value.get(place.id);
  return (
    <section class="panel details" aria-label={place.name}>
      <div class="panel-head">
        <h2>{place.name}</h2>
        <a href={linkTo('flow')}>close</a>
      </div>
      <p class="muted">{KINDS[place.kind]}</p>
      {place.id.startsWith('arn:') && <p class="arn">{place.id}</p>}
      {gauge?.problem !== undefined && <Problem>{gauge.problem}</Problem>}
      {gauge && (
        <p>
          {counted(gauge.waiting, 'message')} waiting
          {gauge.inFlight !== undefined && `, ${gauge.inFlight} being handled`}
          {gauge.parked !== undefined && gauge.parked > 0 && `, ${gauge.parked} parked`}
        </p>
      )}
      {deadLettersOf(topology, place.id).map(({ id, name }) => (
        <p key={id}>
          <a href={linkTo('messages', 'dead-letters')}>{name}</a>:{' '}
          {counted(gauges.value.get(id)?.waiting ?? 0, 'message')}
        </p>
      ))}
      <Neighbours topology={topology} id={place.id} />
      <Passed place={place} />
    </section>
  );
};

const Neighbours = ({ topology, id }: { readonly topology: Topology; readonly id: string }) => {
  const nameOf = (other: string): string =>
    topology.places.find((place) => place.id === other)?.name ?? other;
  const ways = (title: string, isHere: 'from' | 'to', other: 'from' | 'to') => {
    const found = topology.connections.filter((way) => way[isHere] === id);
    if (found.length === 0) return null;
    return (
      <>
        <h3>{title}</h3>
        <ul class="neighbours">
          {found.map((way) => {
            const rate = rates.value.get(connectionId(way.from, way.to));
            return (
              <li key={way[other]}>
                <a href={linkTo('flow', way[other])}>{nameOf(way[other])}</a>
                {rate && <span class="muted"> {rate.perSecond.toFixed(1)}/s</span>}
                {way.carries !== undefined && <span class="muted"> {way.carries}</span>}
              </li>
            );
          })}
        </ul>
      </>
    );
  };
  return (
    <>
      {ways('Gets messages from', 'to', 'from')}
      {ways('Sends messages to', 'from', 'to')}
    </>
  );
};

const Passed = ({ place }: { readonly place: Place }) => {
  const [opened, setOpened] = useState<number>();
  const update = useThrottled(passages.value, RELOAD_MS);
  const { value = [], problem } = useLoaded(() => server.messages(place.id), [place.id, update]);
  return (
    <>
      <h3>Passed lately</h3>
      <Problem>{problem}</Problem>
      {value.length === 0 && <Empty>No message has passed yet.</Empty>}
      <ul class="passed">
        {value.map((message) => (
          <li key={message.id}>
            <button
              type="button"
              class="as-row"
              aria-expanded={opened === message.id}
              onClick={() => setOpened(opened === message.id ? undefined : message.id)}
            >
              <span class="muted">{timeOf(message.at)}</span> {message.to === place.id ? 'in' : 'out'}{' '}
              {message.type ?? 'message'}{' '}
              {message.productId !== undefined && <strong>{message.productId}</strong>}
            </button>
            {opened === message.id && <Envelope message={message} />}
          </li>
        ))}
      </ul>
    </>
  );
};

const Envelope = ({ message }: { readonly message: PassedMessage }) => {
  const { eventId, traceId } = message;
  const query =
    eventId !== undefined ? { event: eventId } : traceId !== undefined ? { trace: traceId } : undefined;
  return (
    <>
      <Code label="The message" text={pretty(message.body)} />
      {query && (
        <p>
          <a href={linkTo('traces', undefined, query)}>follow it</a>
        </p>
      )}
    </>
  );
};
