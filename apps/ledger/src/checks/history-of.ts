import { productHistoriesOf, type History } from '../history/history.js';
import { describeDetails, describeOperation } from './describe.js';
import { describeEvent } from './event-chain.js';

/**
 * The product's whole history, one line for each operation, event and fact, sorted by the milliseconds at which they began, were
 * accepted, received or sent. What has no time comes last.
 */
export const historyOf = (history: History, productId: string): string[] => {
  const product = productHistoriesOf(history).find((it) => it.productId === productId);
  if (!product) return [];
  const { operations, end, accepted, received, facts } = product;
  const lines = [
    ...operations.map((operation) => ({
      at: operation.from,
      text: `client    ${describeOperation(operation)}`,
    })),
    ...accepted.map((event) => ({ at: event.accepted, text: `SNS       ${describeEvent(event)}` })),
    ...received.map(({ received: at, id, type, sequence, details }) => ({
      at,
      text: `bus       ${type} ${sequence}${details ? ` to ${describeDetails(details)}` : ''} (${id})`,
    })),
    ...facts.map(({ id, time, sent, value }) => ({
      at: sent,
      text: `fact      ${value.kind} of ${time}: ${value.kind === 'stock' ? value.stockLevel : JSON.stringify(value.brackets)} (${id})`,
    })),
    ...(end ? [{ at: end.from, text: `end       ${describeOperation(end)}` }] : []),
  ];
  return lines
    .sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || 0)
    .map(({ at, text }) => `${String(at ?? '?').padStart(8)}  ${text}`);
};
