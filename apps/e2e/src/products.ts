import { eventually } from './eventually.js';
import type { Service } from './service.js';

/**
 * Creates a product as a good client does: it repeats the request until it is answered with success. At a high speed, the timeouts
 * of functions are short, and a busy machine exceeds them.
 */
export const created = (service: Service, name: string): Promise<void> =>
  eventually(async () => expect(await service.create(name)).toMatchObject({ status: 201 }));

/** @throws Error with the answer if it is not the product */
export const productOf = async (
  service: Service,
  id: string,
): Promise<{ readonly stockLevel: number; readonly pricingBrackets: readonly unknown[] }> => {
  const { status, body } = await service.get(id);
  if (status !== 200) throw new Error(`${id}: ${status} ${JSON.stringify(body)}`);
  return body.data as Awaited<ReturnType<typeof productOf>>;
};
