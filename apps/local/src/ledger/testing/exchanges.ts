import type { Operation, Outcome, PrivateEvent, ProductRequest, PublicEvent } from '@product-service/ledger';
import type { Exchange } from '../../core/observation.js';

/** The exchange of an operation, as the API sees it. */
export const exchangeOf = (
  { productId, request, outcome, from, to }: Omit<Operation, 'id'>,
  key?: string,
): Exchange => {
  const { status, data, message = 'OK', code } = answerOf(request, outcome);
  const version = outcome.kind === 'done' ? outcome.product?.version : undefined;
  const ifVersion = 'ifVersion' in request ? request.ifVersion : undefined;
  return {
    ...sent(productId, request),
    requestHeaders: {
      ...(ifVersion !== undefined && { 'if-match': `"${ifVersion}"` }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    status,
    answerHeaders: version === undefined ? [] : [['ETag', `"${version}"`]],
    answerBody: JSON.stringify({ data, message, ...(code && { errors: [{ path: '', code, message }] }) }),
    from,
    to,
  };
};

const sent = (productId: string, request: ProductRequest) => {
  const path = `/product/${encodeURIComponent(productId)}`;
  switch (request.kind) {
    case 'create':
    case 'update': {
      const { name, price } = request;
      const requestBody = JSON.stringify({ id: productId, name, price });
      return { method: request.kind === 'create' ? 'POST' : 'PUT', path: '/product', requestBody };
    }
    case 'patch': {
      const { name, price } = request;
      return { method: 'PATCH', path, requestBody: JSON.stringify({ name, price }) };
    }
    case 'delete':
      return { method: 'DELETE', path, requestBody: '' };
    case 'get':
      return { method: 'GET', path, requestBody: '' };
  }
};

interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly message?: string;
  readonly code?: string;
}

const answerOf = (request: ProductRequest, outcome: Outcome): Answer => {
  switch (outcome.kind) {
    case 'done': {
      const status = request.kind === 'create' ? 201 : 200;
      const isUnchanged = !outcome.product && (request.kind === 'update' || request.kind === 'patch');
      return {
        status,
        data: outcome.product ?? 'OK',
        ...(isUnchanged && { message: 'No updates required' }),
      };
    }
    case 'absent':
      return { status: 404, data: 'Not found', code: 'product/not-found' };
    case 'exists':
      return { status: 409, data: 'Conflict', code: 'product/already-exists' };
    case 'version-mismatch':
      return { status: 412, data: 'Precondition failed', code: 'product/version-mismatch' };
    case 'refused':
      return { status: 429, data: 'THROTTLED', code: 'gateway/THROTTLED' };
    case 'unknown':
      return { status: 503, data: 'Service unavailable', code: 'product/outcome-unknown' };
  }
};

/** The body of a private event on SNS. */
export const messageOf = ({ productId, sequence, details, previous, ...event }: PrivateEvent): string =>
  JSON.stringify({
    ...event,
    subject: productId,
    sequence: String(sequence),
    data: previous ? { productId, previous, new: details } : { productId, ...details },
  });

/** The detail of a public event on the bus. */
export const detailOf = ({ productId, sequence, details, ...event }: PublicEvent): string =>
  JSON.stringify({
    ...event,
    subject: productId,
    sequence: String(sequence),
    data: { productId, ...details },
  });
