import { useEffect, useMemo, useRef } from 'preact/hooks';
import { gauges, service } from '../state/connection.js';
import { connectionId, rates } from '../state/rates.js';
import { deadLettersOf, pictureOf } from './graph-layout.js';
import { PlaceButton } from './place-button.js';
import { showTravelling } from './travelling.js';

/** The service as it is deployed, with the messages that travel through it. */
export const FlowPicture = ({ selected }: { readonly selected: string | undefined }) => {
  const topology = service.value!.topology;
  const picture = useMemo(() => pictureOf(topology), [topology]);
  const paths = useRef(new Map<string, SVGPathElement>());
  const layer = useRef<SVGGElement>(null);
  useEffect(() => showTravelling(layer.current!, (id) => paths.current.get(id)), []);

  const failing = new Set(
    [...rates.value].filter(([, { failed }]) => failed > 0).map(([id]) => id.split(' ')[1]),
  );
  const waitingIn = (id: string): number =>
    deadLettersOf(topology, id).reduce((sum, queue) => sum + (gauges.value.get(queue.id)?.waiting ?? 0), 0);

  return (
    <div class="picture" tabIndex={0} role="region" aria-label="The way of the data">
      <div class="picture-inner" style={{ width: `${picture.width}px`, height: `${picture.height}px` }}>
        <svg width={picture.width} height={picture.height} aria-hidden="true">
          <defs>
            <marker
              id="arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto-start-reverse"
            >
              <path d="M0,0 L8,4 L0,8 z" class="arrow" />
            </marker>
          </defs>
          {picture.connections.map(({ from, to, path }) => {
            const id = connectionId(from, to);
            const rate = rates.value.get(id);
            const touches = selected === from || selected === to;
            return (
              <path
                key={id}
                d={path}
                class={`connection-line${rate ? ' is-busy' : ''}${rate?.failed ? ' is-failing' : ''}${touches ? ' is-selected' : ''}`}
                marker-end="url(#arrow)"
                ref={(element) => void (element ? paths.current.set(id, element) : paths.current.delete(id))}
              />
            );
          })}
          <g ref={layer} />
        </svg>
        {picture.places.map((place) => (
          <PlaceButton
            key={place.id}
            place={place}
            gauge={gauges.value.get(place.id)}
            deadLetters={waitingIn(place.id)}
            isSelected={place.id === selected}
            isFailing={failing.has(place.id)}
          />
        ))}
      </div>
    </div>
  );
};
