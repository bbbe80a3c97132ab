import type { BoundedCount } from '@product-service/product';
import type { Status } from '@product-service/operator/protocol';
import { table } from '../output.js';
import type { ExitCode, VerbContext } from '../verb.js';

export const status = async ({ client, output }: VerbContext): Promise<ExitCode> => {
  const found = await client.send({ command: 'status' });
  output.result(found, describe(found));
  return found.healthy ? 0 : 1;
};

const describe = ({ environment, healthy, problems, outbox, queues }: Status): string =>
  [
    `${environment}: ${healthy ? 'healthy' : 'needs an operator'}`,
    ...problems.map(({ message }) => `- ${message}`),
    '',
    outbox
      ? `Outbox: ${text(outbox.waiting)} events wait (the oldest for ${Math.round(outbox.oldestAgeSeconds)} s), ` +
        `${text(outbox.postponed)} of them postponed, ${text(outbox.parked)} parked.`
      : 'Outbox: unreadable.',
    '',
    table([
      ['queue', 'visible', 'in flight', 'delayed', 'dead letters'],
      ...queues.map(({ name, visible, inFlight, delayed, deadLetters }) => [
        name,
        visible,
        inFlight,
        delayed,
        deadLetters ? deadLetters.visible + deadLetters.inFlight : '-',
      ]),
    ]),
  ].join('\n');

const text = ({ count, isMore }: BoundedCount): string => (isMore ? `more than ${count}` : String(count));
