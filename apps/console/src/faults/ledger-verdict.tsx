import type { Promised } from '../protocol/index.js';
import { service } from '../state/connection.js';
import { counted } from '../state/format.js';

/** Whether the service has kept its promises so far. */
export const LedgerVerdict = () => {
  const { promises, acknowledged, published, repeated } = service.value!.verdict;
  return (
    <section class="panel" aria-label="What the ledger says">
      <h2>What the ledger says</h2>
      <p>
        A ledger outside of the service compares what clients were told with what was published:{' '}
        {counted(acknowledged, 'acknowledged change')}, {published} published, {counted(repeated, 'event')}{' '}
        repeated.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Promise</th>
            <th scope="col">Kept</th>
          </tr>
        </thead>
        <tbody>
          {promises.map((promised) => (
            <tr key={promised.promise}>
              <td>
                {promised.promise}
                <div class="muted">{promised.detail}</div>
              </td>
              <td>{answerOf(promised)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const answerOf = ({ isKept }: Promised) => {
  if (isKept === undefined) return <span class="badge is-waiting">on the way</span>;
  return isKept ? <span class="badge is-good">yes</span> : <span class="badge is-bad">no</span>;
};
