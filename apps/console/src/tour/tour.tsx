import { signal } from '@preact/signals';
import { Problem } from '../parts/answer.js';
import { received, service } from '../state/connection.js';
import { linkTo } from '../state/address.js';
import { server } from '../state/server.js';
import { useAction } from '../state/action.js';

/** The fault of the tour, by the id of its preset. */
const BREAKS = 'sns-fails';

/** What the tour has done. It stays while the person looks at other views. */
const first = signal<string | undefined>(undefined);
const second = signal<string | undefined>(undefined);
const isBroken = signal(false);

/** A name that no product has yet. */
const newName = (): string => `Flat White ${Math.floor(Date.now() / 1000) % 100_000}`;

const create = async (name: string): Promise<string> => {
  const { status, body } = await server.request({
    method: 'POST',
    path: '/product',
    body: { name, price: 3.6 },
  });
  if (status === 201) return (body as { data: { productId: string } }).data.productId;
  throw new Error(`The API answered with ${status}. Look at “What happens”, and try again.`);
};

const arrived = (productId: string | undefined): boolean =>
  productId !== undefined &&
  received.value.some((event) => event.productId === productId && event.type.endsWith('.v1'));

/** Five steps: create a product, see it travel, break the relay, create another one, end the fault. */
export const Tour = () => {
  const { run, isRunning, problem } = useAction<unknown>();
  const isActive = service.value!.faults.active.includes(BREAKS);
  const steps = [
    { isDone: first.value !== undefined },
    { isDone: arrived(first.value) },
    { isDone: isBroken.value },
    { isDone: second.value !== undefined },
    { isDone: second.value !== undefined && !isActive && arrived(second.value) },
  ];
  const current = steps.findIndex(({ isDone }) => !isDone);
  const state = (index: number): string =>
    index === current ? 'is-current' : steps[index]?.isDone ? 'is-done' : 'is-later';
  const mark = (index: number): string => (steps[index]?.isDone ? ' (done)' : '');
  const button = (step: number, label: string, task: () => Promise<unknown>) =>
    current === step && (
      <button type="button" class="primary" disabled={isRunning} onClick={() => void run(task)}>
        {label}
      </button>
    );
  return (
    <section class="panel tour" aria-label="A tour in five steps">
      <h2>What is a transactional outbox for?</h2>
      <p>Five steps, with the real service. Or select a place in the picture.</p>
      <ol>
        <li class={state(0)}>
          <h3>Create a product{mark(0)}</h3>
          <p>A request to the REST API, as any client sends it.</p>
          {button(0, 'Create a product', async () => (first.value = await create(newName())))}
        </li>
        <li class={state(1)}>
          <h3>See it travel{mark(1)}</h3>
          <p>
            The function writes two rows in <em>one</em> transaction: the product, and an event in the outbox.
            Then it answers. The relay takes the event out of the outbox and publishes it. A moment later it
            is a public event on the bus.
          </p>
          {first.value !== undefined && (
            <p>
              <a href={linkTo('traces', undefined, { product: first.value })}>Its journey, with all times</a>
            </p>
          )}
        </li>
        <li class={state(2)}>
          <h3>Break the relay{mark(2)}</h3>
          <p>From now on, SNS refuses every event.</p>
          {button(2, 'Break it', async () => {
            await server.startFault(BREAKS);
            isBroken.value = true;
          })}
        </li>
        <li class={state(3)}>
          <h3>Create another product{mark(3)}</h3>
          <p>
            It works: the client gets its 201, although nothing can be published. The event waits in the
            outbox. A service that first writes and then publishes would have lost it now.
          </p>
          {button(3, 'Create another one', async () => (second.value = await create(newName())))}
        </li>
        <li class={state(4)}>
          <h3>Mend it{mark(4)}</h3>
          <p>The relay tries again, after growing pauses. The event arrives, late, but exactly as it was.</p>
          {current === 4 && isActive && button(4, 'End the fault', server.endFaults)}
          {current === 4 && !isActive && <p role="status">Waiting for the event of {second.value} …</p>}
        </li>
      </ol>
      <Problem>{problem}</Problem>
      {current === -1 && <End />}
    </section>
  );
};

const End = () => (
  <div role="status" class="tour-end">
    <p>
      <strong>That is what a transactional outbox is for:</strong> a change and its event are written
      together, or not at all. So every change is published, whatever fails in between. Some events arrive
      twice, none is lost.
    </p>
    <p>
      <a href={linkTo('faults')}>Break other things</a>, or{' '}
      <button
        type="button"
        class="as-link"
        onClick={() => {
          first.value = undefined;
          second.value = undefined;
          isBroken.value = false;
        }}
      >
        begin again
      </button>
      .
    </p>
  </div>
);
