import { useState } from 'preact/hooks';
import { Code, Problem } from '../parts/answer.js';
import { NumberField, TextField } from '../parts/fields.js';
import type { ApiAnswer, ApiRequest } from '../protocol/index.js';
import { useAction } from '../state/action.js';
import { linkTo } from '../state/address.js';
import { server } from '../state/server.js';
import { selectedProduct } from './selected-product.js';

/** What clients of the API do. */
export const ProductForms = () => {
  const [name, setName] = useState('Flat White');
  const [price, setPrice] = useState('3.6');
  const action = useAction<ApiAnswer>();
  const { value: id } = selectedProduct;
  const send = (request: ApiRequest): void => void action.run(() => server.request(request));
  const details = { name, price: Number(price) };
  return (
    <section class="panel" aria-label="As a client of the API">
      <h2>As a client of the API</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send({ method: 'POST', path: '/product', body: details });
        }}
      >
        <TextField label="Name" value={name} use={setName} />
        <NumberField label="Price" value={price} use={setPrice} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={action.isRunning}>
            Create
          </button>
          <button
            type="button"
            disabled={action.isRunning || id === ''}
            onClick={() => send({ method: 'PUT', path: '/product', body: { id, ...details } })}
          >
            Change {id}
          </button>
          <button
            type="button"
            disabled={action.isRunning || id === ''}
            onClick={() => send({ method: 'DELETE', path: `/product/${encodeURIComponent(id)}` })}
          >
            Delete {id}
          </button>
        </div>
        {id === '' && <p class="muted">Select a product of the catalogue to change or delete it.</p>}
      </form>
      <Problem>{action.problem}</Problem>
      {action.result && (
        <div role="status">
          <p>
            Answer: <strong>{action.result.status}</strong>,{' '}
            <a href={linkTo('traces', undefined, { trace: action.result.traceId })}>follow it</a>
          </p>
          <Code label="The answer" text={JSON.stringify(action.result.body, undefined, 2)} />
        </div>
      )}
    </section>
  );
};
