import { useState } from 'preact/hooks';
import { Empty, Problem } from '../parts/answer.js';
import { Confirm } from '../parts/confirm.js';
import { useAction } from '../state/action.js';
import { counted } from '../state/format.js';
import { useLoaded } from '../state/load.js';
import { linkTo } from '../state/address.js';
import { server } from '../state/server.js';

interface Props {
  readonly change: string;
  readonly changed: () => void;
}

const LIMIT = 50;

/** Events that are not published yet. Only those that SNS rejected too often (parked) can be released or discarded. */
export const Outbox = ({ change, changed }: Props) => {
  const { value, problem } = useLoaded(
    () => server.operate({ command: 'outbox list', limit: LIMIT }),
    [change],
  );
  const [toDiscard, setToDiscard] = useState<string>();
  const action = useAction<string>();
  const decide = (command: 'outbox release' | 'outbox discard', eventId: string): void =>
    void action
      .run(async () => {
        const { done, notFound } = await server.operate({ command, eventIds: [eventId] });
        if (done.length > 0) return command === 'outbox release' ? 'Released.' : 'Discarded.';
        return notFound.length > 0
          ? 'It has been published meanwhile.'
          : 'The relay will publish it by itself.';
      })
      .then(changed);
  return (
    <section class="panel" aria-label="Outbox">
      <h2>Outbox</h2>
      <Problem>{problem ?? action.problem}</Problem>
      {action.result && <p role="status">{action.result}</p>}
      {value?.events.length === 0 && <Empty>No event waits: everything is published.</Empty>}
      {value && value.events.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Events in the outbox">
          <table>
            <thead>
              <tr>
                <th scope="col">Product</th>
                <th scope="col">Version</th>
                <th scope="col">Event</th>
                <th scope="col">State</th>
                <th scope="col">Decide</th>
              </tr>
            </thead>
            <tbody>
              {value.events.map(({ eventId, productId, version, type, state, reason }) => (
                <tr key={eventId}>
                  <td>
                    <a href={linkTo('traces', undefined, { product: productId })}>{productId}</a>
                  </td>
                  <td>{version}</td>
                  <td>
                    {type}
                    <div class="muted">{eventId}</div>
                  </td>
                  <td>
                    {state}
                    {reason !== undefined && <div class="muted">{reason}</div>}
                  </td>
                  <td>
                    {state === 'parked' && (
                      <div class="buttons">
                        <button type="button" onClick={() => decide('outbox release', eventId)}>
                          Release
                        </button>
                        <button type="button" class="danger" onClick={() => setToDiscard(eventId)}>
                          Discard
                        </button>
                      </div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {value?.next !== undefined && <p class="muted">These are the first {counted(LIMIT, 'event')}.</p>}
      {toDiscard !== undefined && (
        <Confirm
          question={`The event ${toDiscard} will never be published.`}
          action="Discard it"
          onCancel={() => setToDiscard(undefined)}
          onConfirm={() => {
            setToDiscard(undefined);
            decide('outbox discard', toDiscard);
          }}
        />
      )}
    </section>
  );
};
