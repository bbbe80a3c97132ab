import { randomUUID } from 'node:crypto';
import type { Fact } from '@product-service/ledger';
import { clock } from '../recorder/clock.js';
import type { Random } from '../plan/random.js';
import { untilEnough } from './until-enough.js';
import type { Account } from '../service/account.js';

/** Operations of clients between two messages. If nothing works any more, the next one comes after this time nevertheless. */
const SPACING = 2;
const LONGEST_PAUSE_MS = 2000;
/** A fact may be this much older than the message, so facts arrive in any order. */
const MAXIMUM_AGE_MS = 3000;
const POISON = 0.03;

export interface OtherServicesOptions {
  readonly account: Account;
  readonly topics: readonly string[];
  /** Products that were written lately. */
  readonly products: () => readonly string[];
  /** Number of operations of clients so far. */
  readonly operations: () => number;
  readonly sent: (fact: Fact) => void;
  readonly isOver: () => boolean;
}

/** Sends facts about products as the pricing and the inventory service do, and poison. Returns the marks of the poison. */
export const runOtherServices = async (
  random: Random,
  { account, topics, products, operations, sent, isOver }: OtherServicesOptions,
): Promise<readonly string[]> => {
  const poison: string[] = [];
  while (!isOver()) {
    await untilEnough(operations, SPACING, LONGEST_PAUSE_MS, isOver);
    if (random.happens(POISON)) poison.push(await sendPoison(random, account, topics, poison.length));
    const candidates = products();
    if (candidates.length === 0) continue;
    const fact = factAbout(random.pick(candidates), random);
    sent(fact);
    await send(account, fact);
  }
  return poison;
};

const factAbout = (productId: string, random: Random): Fact => ({
  id: randomUUID(),
  productId,
  time: new Date(Date.now() - random.integer(0, MAXIMUM_AGE_MS)).toISOString(),
  sent: clock(),
  value: random.happens(0.5)
    ? { kind: 'stock', stockLevel: random.integer(0, 1_000_000) }
    : { kind: 'pricing', brackets: [{ quantity: random.integer(1, 1000), price: random.number(1, 1000) }] },
});

const send = async (account: Account, { id, productId, time, value }: Fact): Promise<void> => {
  const envelope = { specversion: '1.0', id, time, source: 'another service' };
  if (value.kind === 'stock') {
    const type = 'inventory.stockUpdated.v1';
    const data = { productId, newStockLevel: value.stockLevel };
    return account.putEvent('inventory', type, { ...envelope, type, data });
  }
  const type = 'pricing.pricingCalculated.v1';
  const data = { productId, priceBrackets: value.brackets };
  return account.putEvent('pricing', type, { ...envelope, type, data });
};

/** A message that no consumer can ever handle. Returns the mark that its body contains. */
const sendPoison = async (
  random: Random,
  account: Account,
  topics: readonly string[],
  count: number,
): Promise<string> => {
  const mark = `poison-${count}-${random.integer(0, 1_000_000)}-`;
  const place = random.integer(0, 2);
  if (place === 0) {
    const data = { productId: 'POISON', newStockLevel: mark };
    await account.putEvent('inventory', 'inventory.stockUpdated.v1', { id: mark, data });
  } else if (place === 1) {
    const data = { productId: 'POISON', priceBrackets: mark };
    await account.putEvent('pricing', 'pricing.pricingCalculated.v1', { id: mark, data });
  } else {
    await account.publish(random.pick(topics), mark);
  }
  return mark;
};
