import type { QueueStatus } from '@product-service/operator/protocol';
import { useState } from 'preact/hooks';
import { Problem } from '../parts/answer.js';
import { gauges } from '../state/connection.js';
import { counted } from '../state/format.js';
import { useLoaded, useThrottled } from '../state/load.js';
import { linkTo } from '../state/address.js';
import { route } from '../state/route.js';
import { server } from '../state/server.js';
import { DeadLetters } from './dead-letters.js';
import { Outbox } from './outbox.js';

const RELOAD_MS = 3_000;

/** Changes when messages come or go, not when somebody receives one to look at it. */
const contents = (): string =>
  JSON.stringify(
    [...gauges.value.values()].map(({ place, waiting, inFlight = 0, parked = 0 }) => [
      place,
      waiting + inFlight,
      parked,
    ]),
  );

/** What waits, and what somebody has to decide about: the same verbs as those of `npm run -s operate --`. */
export const MessagesView = () => {
  const [done, setDone] = useState(0);
  const change = useThrottled(contents(), RELOAD_MS);
  const { value: status, problem } = useLoaded(() => server.operate({ command: 'status' }), [change, done]);
  const changed = (): void => setDone((count) => count + 1);
  const { item = 'outbox' } = route.value;
  return (
    <div class="messages">
      <section class="panel" aria-label="Queues">
        <h2>State</h2>
        <Problem>{problem}</Problem>
        {status?.healthy && <p class="good">Nothing needs an operator.</p>}
        <ul class="problems">
          {status?.problems.map(({ code, message }) => (
            <li key={code + message} class="problem">
              {message}
            </li>
          ))}
        </ul>
        <h3>
          <a href={linkTo('messages', 'outbox')} aria-current={item === 'outbox' ? 'page' : undefined}>
            Outbox
          </a>
        </h3>
        {status?.outbox && (
          <p>
            {counted(status.outbox.waiting.count, 'event')} waiting, {status.outbox.postponed.count}{' '}
            postponed, {status.outbox.parked.count} parked
          </p>
        )}
        <h3>
          <a
            href={linkTo('messages', 'dead-letters')}
            aria-current={item === 'dead-letters' ? 'page' : undefined}
          >
            Dead letters
          </a>
        </h3>
        <table>
          <thead>
            <tr>
              <th scope="col">Queue</th>
              <th scope="col" class="number">
                Waiting
              </th>
              <th scope="col" class="number">
                In flight
              </th>
              <th scope="col" class="number">
                Dead letters
              </th>
            </tr>
          </thead>
          <tbody>
            {status?.queues.map(({ name, visible, inFlight, deadLetters }) => (
              <tr key={name}>
                <td>{name}</td>
                <td class="number">{visible}</td>
                <td class="number">{inFlight}</td>
                <td class="number">{deadLetters ? deadLetters.visible + deadLetters.inFlight : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {item === 'outbox' ? (
        <Outbox change={`${change} ${done}`} changed={changed} />
      ) : (
        <DeadLetters
          queues={status?.queues.filter(hasDeadLetters).map(({ name }) => name)}
          change={`${change} ${done}`}
          changed={changed}
        />
      )}
    </div>
  );
};

const hasDeadLetters = ({ deadLetters }: QueueStatus): boolean =>
  deadLetters !== undefined && deadLetters.visible + deadLetters.inFlight > 0;
