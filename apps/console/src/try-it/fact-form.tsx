import { useState } from 'preact/hooks';
import { Code, Problem } from '../parts/answer.js';
import { NumberField, SelectField, TextField } from '../parts/fields.js';
import type { FactAnswer, FactRequest } from '../protocol/index.js';
import { useAction } from '../state/action.js';
import { service } from '../state/connection.js';
import { pretty } from '../state/format.js';
import { linkTo } from '../state/address.js';
import { server } from '../state/server.js';
import { selectedProduct } from './selected-product.js';

const SENDERS = { inventory: 'inventory: the stock level', pricing: 'pricing: the prices' } as const;

/** What other services do: they tell stock levels and prices on the bus, each with an envelope of its own. */
export const FactForm = () => {
  const [sender, setSender] = useState<FactRequest['sender']>('inventory');
  const [value, setValue] = useState('12');
  const [envelope, setEnvelope] = useState('complete');
  const action = useAction<FactAnswer>();
  const { value: productId } = selectedProduct;
  const fact = (): FactRequest =>
    sender === 'inventory'
      ? { sender, productId, envelope, newStockLevel: Number(value) }
      : { sender, productId, envelope, priceBrackets: [{ quantity: 5, price: Number(value) }] };
  return (
    <section class="panel" aria-label="As another service">
      <h2>As another service</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(() => server.putFact(fact()));
        }}
      >
        <TextField label="Product" value={productId} use={(id) => (selectedProduct.value = id)} />
        <SelectField
          label="Service"
          value={sender}
          use={(id) => setSender(id as FactRequest['sender'])}
          options={Object.entries(SENDERS)}
        />
        <NumberField
          label={sender === 'inventory' ? 'Stock level' : 'Price for five'}
          value={value}
          use={setValue}
        />
        <SelectField
          label="Envelope"
          value={envelope}
          use={setEnvelope}
          options={service.value!.envelopes.map(({ id, title }) => [id, title])}
        />
        <div class="buttons">
          <button type="submit" class="primary" disabled={action.isRunning}>
            Publish on the bus
          </button>
        </div>
      </form>
      <Problem>{action.problem}</Problem>
      {action.result && (
        <div role="status">
          <p>
            Sent,{' '}
            <a
              href={linkTo(
                'traces',
                undefined,
                action.result.traceId ? { trace: action.result.traceId } : { product: productId },
              )}
            >
              follow it
            </a>
          </p>
          <Code label="The envelope" text={pretty(action.result.detail)} />
        </div>
      )}
    </section>
  );
};
