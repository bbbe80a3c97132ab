import { eventually } from './eventually.js';
import type { Service } from './service.js';

/** Creates a product as a good client does: it repeats the request until it is answered with success. */
export const created = (service: Service, name: string): Promise<void> =>
  eventually(async () => expect(await service.create(name)).toMatchObject({ status: 201 }));
