import { useState } from 'preact/hooks';
import type { Results } from '@product-service/operator/protocol';
import { Code, Empty, Problem } from '../parts/answer.js';
import { Confirm } from '../parts/confirm.js';
import { useAction } from '../state/action.js';
import { counted, pretty } from '../state/format.js';
import { useLoaded } from '../state/load.js';
import { server } from '../state/server.js';

interface Props {
  /** Those that have some. Undefined: not known yet. */
  readonly queues: readonly string[] | undefined;
  /** Loads again when it changes. */
  readonly change: string;
  readonly changed: () => void;
}

type Found = Results['dead-letters show'];

const LIMIT = 20;

/** Messages that consumers gave up: look, send back, or delete. */
export const DeadLetters = ({ queues, change, changed }: Props) => {
  const { value, problem } = useLoaded(
    () =>
      Promise.all(
        queues.map((queue) => server.operate({ command: 'dead-letters show', queue, limit: LIMIT })),
      ),
    [queues.join(), change],
  );
  const filled = value?.filter(({ messages }) => messages.length > 0) ?? [];
  return (
    <section class="panel" aria-label="Dead letters">
      <h2>Dead letters</h2>
      <Problem>{problem}</Problem>
      {queues?.length === 0 && (
        <Empty>
          None. Messages come here when a consumer cannot handle them, e.g. unreadable ones: try one.
        </Empty>
      )}
      {filled.map((found) => (
        <DeadLettersOfQueue key={found.queue} found={found} changed={changed} />
      ))}
    </section>
  );
};

/** One after the other: a message that one call looks at is invisible for the next one. */
const show = async (queues: readonly string[]): Promise<readonly Found[]> => {
  const found: Found[] = [];
  for (const queue of queues)
    found.push(await server.operate({ command: 'dead-letters show', queue, limit: LIMIT }));
  return found;
};

const DeadLettersOfQueue = ({ found, changed }: { readonly found: Found; readonly changed: () => void }) => {
  const { queue, messages, omitted } = found;
  const [isDeleting, setIsDeleting] = useState<readonly string[]>();
  const action = useAction<string>();
  const redrive = (): void =>
    void action
      .run(async () => {
        const begun = await server.operate({ command: 'dead-letters redrive', queue });
        return `${counted('toMove' in begun ? begun.toMove : begun.done.length, 'message')} sent back to ${queue}.`;
      })
      .then(changed);
  const remove = (messageIds: readonly string[]): void =>
    void action
      .run(async () => {
        await server.operate({ command: 'dead-letters delete', queue, messageIds: [...messageIds] });
        return `${counted(messageIds.length, 'message')} deleted.`;
      })
      .then(changed);
  return (
    <>
      <h3>{queue}</h3>
      <div class="buttons">
        <button type="button" disabled={action.isRunning} onClick={redrive}>
          Send all back
        </button>
        <button
          type="button"
          class="danger"
          disabled={action.isRunning}
          onClick={() => setIsDeleting(messages.map(({ id }) => id))}
        >
          Delete these {messages.length}
        </button>
      </div>
      <Problem>{action.problem}</Problem>
      {action.result && <p role="status">{action.result}</p>}
      {omitted > 0 && <p class="muted">{omitted} more are too large to show.</p>}
      <ul class="passed">
        {messages.map(({ id, since, reason, body }) => (
          <li key={id}>
            <details>
              <summary>
                <span class="muted">{since.slice(11, 19)}</span> {reason}
              </summary>
              <Code label={`The message ${id}`} text={pretty(body)} />
            </details>
          </li>
        ))}
      </ul>
      {isDeleting && (
        <Confirm
          question={`${counted(isDeleting.length, 'message')} of ${queue} will be deleted, and cannot be restored.`}
          action="Delete"
          onCancel={() => setIsDeleting(undefined)}
          onConfirm={() => {
            setIsDeleting(undefined);
            remove(isDeleting);
          }}
        />
      )}
    </>
  );
};
