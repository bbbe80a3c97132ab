import { useState } from 'preact/hooks';
import { Code, Empty } from '../parts/answer.js';
import { received } from '../state/connection.js';
import { pretty, timeOf } from '../state/format.js';
import { linkTo } from '../state/address.js';

/** What another team gets, whose rule matches our events. */
export const Received = () => {
  const [opened, setOpened] = useState<string>();
  const events = received.value.toReversed();
  return (
    <section class="panel" aria-label="As a subscriber of the bus">
      <h2>As a subscriber of the bus</h2>
      <p class="muted">Our public events, as the bus delivers them to other teams. The newest first.</p>
      {events.length === 0 && <Empty>None yet. Create a product.</Empty>}
      <ul class="passed scroll" tabIndex={0} aria-label="Public events">
        {events.map(({ at, type, productId, eventId, detail }, index) => {
          const key = `${at} ${type} ${events.length - index}`;
          return (
            <li key={key}>
              <button
                type="button"
                class="as-row"
                aria-expanded={opened === key}
                onClick={() => setOpened(opened === key ? undefined : key)}
              >
                <span class="muted">{timeOf(at)}</span> {type} <strong>{productId}</strong>
              </button>
              {opened === key && <Code label="The event" text={pretty(detail)} />}
              {opened === key && eventId !== undefined && (
                <p>
                  <a href={linkTo('traces', undefined, { event: eventId })}>follow it</a>
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
