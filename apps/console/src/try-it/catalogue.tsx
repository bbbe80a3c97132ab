import { Empty, Problem } from '../parts/answer.js';
import { lines, omittedLines } from '../state/connection.js';
import { useLoaded, useThrottled } from '../state/load.js';
import { server } from '../state/server.js';
import { selectedProduct } from './selected-product.js';

interface Product {
  readonly productId: string;
  readonly name: string;
  readonly price: number;
  readonly stockLevel: number;
}

/** Shown at most. */
const MAXIMUM = 200;
const RELOAD_MS = 1_500;

const load = async (): Promise<readonly Product[]> => {
  const { status, body } = await server.request({ method: 'GET', path: '/product' });
  if (status === 200) return (body as { data: readonly Product[] }).data;
  throw new Error(`GET /product was answered with ${status}.`);
};

/** Functions that change no product. */
const READERS: readonly string[] = [
  'ListProducts',
  'GetProduct',
  'Operate',
  'CheckOutbox',
  'OutboxProcessor',
];

/** The end of the last run that may have changed a product. Under load, lines are left out, so their number counts, too. */
const lastRun = (): string => {
  const run = lines.value.findLast(({ kind, what }) => kind === 'function' && !READERS.includes(what));
  return `${run?.at} ${omittedLines.value}`;
};

/** The products as the API lists them. They are read again when a function has ended that may have changed one. */
export const Catalogue = () => {
  const change = useThrottled(lastRun(), RELOAD_MS);
  const { value, problem } = useLoaded(load, [change]);
  const shown = value?.slice(0, MAXIMUM) ?? [];
  return (
    <section class="panel" aria-label="The catalogue">
      <h2>The catalogue</h2>
      <Problem>{problem}</Problem>
      {value?.length === 0 && <Empty>There are no products yet. Create one.</Empty>}
      {shown.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Products">
          <table>
            <thead>
              <tr>
                <th scope="col">Product</th>
                <th scope="col">Name</th>
                <th scope="col" class="number">
                  Price
                </th>
                <th scope="col" class="number">
                  Stock
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ productId, name, price, stockLevel }) => (
                <tr key={productId}>
                  <td>
                    <label>
                      <input
                        type="radio"
                        name="product"
                        checked={selectedProduct.value === productId}
                        onChange={() => (selectedProduct.value = productId)}
                      />{' '}
                      {productId}
                    </label>
                  </td>
                  <td>{name}</td>
                  <td class="number">{price}</td>
                  <td class="number">{stockLevel}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {value && value.length > MAXIMUM && <p class="muted">{value.length - MAXIMUM} more are not shown.</p>}
    </section>
  );
};
