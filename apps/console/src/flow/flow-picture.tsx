import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Gauge } from '../protocol/index.js';
import { gauges, service } from '../state/connection.js';
import { connectionId, type Rate } from '../state/rate.js';
import { rates } from '../state/rates.js';
import { deadLettersOf, type Picture, pictureOf } from './graph-layout.js';
import { GroupBox, type PlaceState } from './group-box.js';
import { showTravelling } from './travelling.js';
import { useFit } from './use-fit.js';

/** The service as it is deployed, with the messages that travel through it. */
export const FlowPicture = ({ selected }: { readonly selected: string | undefined }) => {
  const topology = service.value!.topology;
  const picture = useMemo(() => pictureOf(topology), [topology]);
  const paths = useRef(new Map<string, SVGPathElement>());
  const layer = useRef<SVGGElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const zoom = useFit(frame, picture.width);
  useEffect(
    () => showTravelling(layer.current!, (from, to) => paths.current.get(lineId(picture, from, to))),
    [picture],
  );

  const arrivals = arrivalsOf(rates.value);
  const stateOf = (id: string): PlaceState => {
    const gauge = gauges.value.get(id);
    const deadLetters = deadLettersOf(topology, id).map((queue) => total(gauges.value.get(queue.id)));
    return {
      waiting: gauge?.waiting ?? 0,
      failed: deadLetters.reduce((sum, count) => sum + count, gauge?.parked ?? 0),
      isSilent: gauge?.problem !== undefined,
      isFailing: (arrivals.get(id)?.failed ?? 0) > 0,
      perSecond: arrivals.get(id)?.perSecond ?? 0,
    };
  };

  return (
    <div class="picture" tabIndex={0} role="region" aria-label="The way of the data" ref={frame}>
      <div class="picture-inner" style={{ width: `${picture.width}px`, height: `${picture.height}px`, zoom }}>
        <svg width={picture.width} height={picture.height} aria-hidden="true">
          <defs>
            <marker
              id="arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0,0 L8,4 L0,8 z" class="arrow" />
            </marker>
          </defs>
          <Lines picture={picture} selected={selected} paths={paths.current} />
          <g ref={layer} />
        </svg>
        {picture.groups.map((group) => (
          <GroupBox key={group.id} group={group} selected={selected} stateOf={stateOf} />
        ))}
      </div>
    </div>
  );
};

/** What arrives at each place. */
const arrivalsOf = (passed: ReadonlyMap<string, Rate>): ReadonlyMap<string, Rate> => {
  const arrivals = new Map<string, Rate>();
  for (const [id, { perSecond, failed }] of passed) {
    const [, to = ''] = id.split(' ');
    const sum = arrivals.get(to) ?? { perSecond: 0, failed: 0 };
    arrivals.set(to, { perSecond: sum.perSecond + perSecond, failed: sum.failed + failed });
  }
  return arrivals;
};

/** Somebody who looks at a message receives it for a moment. */
const total = (gauge: Gauge | undefined): number => (gauge?.waiting ?? 0) + (gauge?.inFlight ?? 0);

/** The line that a connection of two places is drawn as. */
const lineId = ({ lineOf }: Picture, from: string, to: string): string => {
  const line = lineOf(from, to);
  return line ? connectionId(line.from, line.to) : '';
};

interface LinesProps {
  readonly picture: Picture;
  readonly selected: string | undefined;
  readonly paths: Map<string, SVGPathElement>;
}

const Lines = ({ picture, selected, paths }: LinesProps) => {
  const busy = new Map<string, boolean>();
  for (const [id, { failed }] of rates.value) {
    const [from = '', to = ''] = id.split(' ');
    const line = lineId(picture, from, to);
    busy.set(line, (busy.get(line) ?? false) || failed > 0);
  }
  const chosen = new Set(
    picture.groups.filter(({ places }) => places.some((place) => place.id === selected)).map(({ id }) => id),
  );
  return (
    <>
      {picture.lines.map(({ from, to, path }) => {
        const id = connectionId(from, to);
        const isFailing = busy.get(id);
        const classes = [
          'connection-line',
          isFailing !== undefined && 'is-busy',
          isFailing && 'is-failing',
          (chosen.has(from) || chosen.has(to)) && 'is-selected',
        ];
        return (
          <path
            key={id}
            d={path}
            class={classes.filter(Boolean).join(' ')}
            marker-end="url(#arrow)"
            ref={(element) => void (element ? paths.set(id, element) : paths.delete(id))}
          />
        );
      })}
    </>
  );
};
