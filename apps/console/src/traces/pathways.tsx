import { Empty, Problem } from '../parts/answer.js';
import { journeyChanges } from '../state/connection.js';
import { duration } from '../state/format.js';
import { useLoaded, useThrottled } from '../state/load.js';
import { linkTo } from '../state/address.js';
import { server } from '../state/server.js';

const RELOAD_MS = 2_000;

/** The edges of Data Streams Monitoring, as the functions report them. */
export const Pathways = () => {
  const change = useThrottled(journeyChanges.value, RELOAD_MS);
  const { value, problem } = useLoaded(server.pathways, [change]);
  return (
    <section class="panel" aria-label="Data streams">
      <div class="panel-head">
        <h2>Data streams</h2>
        <a href={linkTo('traces')}>journeys</a>
      </div>
      <p>
        Each message takes its pathway along. These are the latencies from checkpoint to checkpoint, as Data
        Streams Monitoring gets them: half of the messages were faster than p50, 99 of 100 faster than p99.
      </p>
      <Problem>{problem}</Problem>
      {value?.length === 0 && <Empty>No checkpoints yet. They arrive some seconds after the messages.</Empty>}
      {value && value.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Edges">
          <table>
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">To</th>
                <th scope="col" class="number">
                  Messages
                </th>
                <th scope="col" class="number">
                  p50
                </th>
                <th scope="col" class="number">
                  p99
                </th>
                <th scope="col" class="number">
                  Since the beginning, p50
                </th>
                <th scope="col" class="number">
                  p99
                </th>
              </tr>
            </thead>
            <tbody>
              {value.map(({ from, to, messages, edge, stream }) => (
                <tr key={`${from} ${to}`}>
                  <td>{from ?? 'the beginning'}</td>
                  <td>{to}</td>
                  <td class="number">{messages}</td>
                  <td class="number">{duration(edge.p50)}</td>
                  <td class="number">{duration(edge.p99)}</td>
                  <td class="number">{duration(stream.p50)}</td>
                  <td class="number">{duration(stream.p99)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
