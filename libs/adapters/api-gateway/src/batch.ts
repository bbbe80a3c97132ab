import { log } from '@product-service/logger';
import {
  MAX_BATCH_ITEMS,
  type BatchItem,
  type BatchOutcome,
  type RepeatableRequest,
  type VersionedProduct,
} from '@product-service/product';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { describeError, ERROR_DATA, NOT_ATTEMPTED, type DescribedError } from './described-error.js';
import { repeatableRequest, type Caller } from './idempotency-key.js';
import { jsonBodyOf } from './request.js';
import { NO_UPDATES, ok } from './response.js';
import { batchBody, batchItem } from './schemas/requests.js';
import { validated } from './validated.js';

/** 100 items with names of 255 characters that JSON escapes. */
const MAX_BODY_BYTES = 512 * 1024;
/**
 * No write begins later than this. API Gateway waits 29 s; a cold start takes up to 2 s, one write up to 15 s, and waking the
 * relay 1 s.
 */
const TIME_BUDGET_MS = 10_000;

export interface Batch {
  /** An item that is invalid is the error. */
  readonly items: readonly (BatchItem | { readonly action: 'invalid'; readonly error: unknown })[];
  /** The requests of all positions that a batch can have, if it may be sent again. */
  readonly requests: readonly RepeatableRequest[];
}

/**
 * `{items: [{action, product}]}`. With an `Idempotency-Key`, each position is a request of its own: an item that failed is
 * tried again when the batch is sent again.
 * @throws RequestError
 */
export const parseBatch = (event: APIGatewayProxyEvent, caller: Caller): Batch => {
  const { items } = validated(batchBody, jsonBodyOf(event, MAX_BODY_BYTES));
  const batch = repeatableRequest(event, caller, items);
  const requests = Array.from({ length: batch ? MAX_BATCH_ITEMS : 0 }, (_, index) => ({
    key: `${batch!.key}/${index}`,
    fingerprint: batch!.fingerprint,
  }));
  return { items: items.map((item, index) => itemOf(item, requests[index])), requests };
};

const itemOf = (value: unknown, request: RepeatableRequest | undefined): Batch['items'][number] => {
  try {
    const item = validated(batchItem, value);
    const { action, product } = item;
    return action === 'create'
      ? { action, command: { ...product, id: product.id ?? undefined, request } }
      : {
          action,
          command: {
            ...product,
            ...(typeof item.ifVersion === 'number' && { ifVersion: [item.ifVersion] }),
            request,
          },
        };
  } catch (error) {
    return { action: 'invalid', error };
  }
};

export interface BatchDependencies {
  readonly write: (items: readonly BatchItem[], hasTime: () => boolean) => Promise<BatchOutcome[]>;
  /** Rejects if one of the requests' keys was used for another request. */
  readonly checkRequests: (requests: readonly RepeatableRequest[]) => Promise<void>;
}

/** Writes the valid items. Returns the outcomes of all, in order. */
export const runBatch =
  ({ write, checkRequests }: BatchDependencies) =>
  async ({ items, requests }: Batch): Promise<BatchOutcome[]> => {
    const started = performance.now();
    if (requests.length > 0) await checkRequests(requests);
    const valid = items.filter((item): item is BatchItem => item.action !== 'invalid');
    const outcomes = await write(valid, () => performance.now() - started < TIME_BUDGET_MS);
    return items.map((item) =>
      item.action === 'invalid' ? { action: 'failed', error: item.error } : outcomes.shift()!,
    );
  };

/** 200 with an outcome for each item, in order: as its own request would have been answered. */
export const batchWritten = (outcomes: readonly BatchOutcome[]): APIGatewayProxyResult =>
  ok(outcomes.map(answerTo));

const answerTo = (outcome: BatchOutcome, index: number) => {
  switch (outcome.action) {
    case 'create':
      return { status: 201, ...success(outcome.result) };
    case 'update':
      return {
        status: 200,
        ...success(outcome.result),
        message: outcome.result.outcome === 'updated' ? 'OK' : NO_UPDATES,
      };
    case 'not-attempted':
      return failure(NOT_ATTEMPTED, index);
    case 'failed':
      return failure(describeFailure(outcome.error), index);
  }
};

const success = ({ product, version }: VersionedProduct) => ({ data: product, message: 'OK', version });

const describeFailure = (error: unknown): DescribedError => {
  const described = describeError(error);
  if (described.statusCode >= 500) log.error('item of a batch failed', { error });
  return described;
};

const failure = ({ statusCode, message, errors }: DescribedError, index: number) => ({
  status: statusCode,
  data: ERROR_DATA[statusCode],
  message,
  errors: errors.map((issue) => ({ ...issue, path: pathInBatch(issue.path, index) })),
});

/** Where the field is, or what corresponds to the header, of a request for one product. */
const pathInBatch = (path: string, index: number): string => {
  if (path === 'Idempotency-Key') return path;
  if (path === 'If-Match') return `items.${index}.ifVersion`;
  const isField = path === 'id' || path === 'name' || path === 'price';
  return `items.${index}${isField ? '.product' : ''}${path && `.${path}`}`;
};
