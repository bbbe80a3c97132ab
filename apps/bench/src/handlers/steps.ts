import { created, parseCreateProduct } from '@product-service/api-gateway';
import { dsqlProducts, openDatabase } from '@product-service/dsql';
import { systemClock } from '@product-service/environment';
import { authenticator } from '@product-service/jwt';
import { log } from '@product-service/logger';
import { sqsOutboxNudge } from '@product-service/outbox-queue';
import { createProduct } from '@product-service/product';
import { JWT_SECRET } from '../parts/aws-answers.js';
import { nameOf } from './operations.js';
import { adminAuthorization, proxyEvent } from './requests.js';

/** The steps of `POST /product`, in their order. */
export const STEPS = [
  'verify the token',
  'check the body',
  'write product and event',
  'wake the relay',
  'make the answer',
  'log the request',
] as const;
export type Step = (typeof STEPS)[number];

/** The steps of a creation, each alone. */
export const creationSteps = async (
  endpoint: string,
): Promise<Readonly<Record<Step, (id: string) => Promise<void>>>> => {
  const authorization = await adminAuthorization();
  const secret = { current: async () => JWT_SECRET, renewed: async () => JWT_SECRET };
  const authenticate = authenticator({ secret });
  const database = openDatabase();
  const products = dsqlProducts({ database, stampHeaders: () => ({}), onCommit: async () => undefined });
  const create = createProduct({ products, now: systemClock });
  const nudge = sqsOutboxNudge({
    queueUrl: `${endpoint}/1/outbox.fifo`,
    onFailure: (error) => {
      throw error;
    },
  });
  const eventOf = (id: string) =>
    proxyEvent(authorization, {
      httpMethod: 'POST',
      body: JSON.stringify({ id, name: nameOf(id), price: 1 }),
    });
  return {
    'verify the token': async () => void (await authenticate(authorization)),
    'check the body': async (id) => void parseCreateProduct(eventOf(id), { subject: 'bench' }),
    'write product and event': async (id) => void (await create({ id, name: nameOf(id), price: 1 })),
    'wake the relay': () => nudge(),
    'make the answer': async (id) => {
      const product = { productId: id, name: nameOf(id), price: 1, stockLevel: 0, pricingBrackets: [] };
      created({ product, version: 1 }, eventOf(id));
    },
    'log the request': async () =>
      log.info('request answered', { method: 'POST', resource: '/product', statusCode: 201, ms: 1 }),
  };
};
