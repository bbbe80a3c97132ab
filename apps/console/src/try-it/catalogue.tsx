import { Empty, Problem } from '../parts/answer.js';
import { passages } from '../state/connection.js';
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

/** The products as the API lists them. It is read again when messages reach the functions that write. */
export const Catalogue = () => {
  const change = useThrottled(useChanges(), RELOAD_MS);
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

/** Changes when a message passes that may change a product: reading the catalogue itself does not count. */
const useChanges = (): unknown => changes(passages.value);

let last: unknown;
const changes = (list: typeof passages.value): unknown => {
  const isChange = list.some(({ to }) =>
    /function:.*(Create|Update|Patch|Delete|Write|Handle|Operate)/.test(to),
  );
  if (isChange) last = list;
  return last;
};
