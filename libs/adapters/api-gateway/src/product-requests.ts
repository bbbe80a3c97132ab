import { addLogFields } from '@product-service/logger';
import {
  MAX_NAME_LENGTH,
  productIdOf,
  type ChangeConditions,
  type CreateProduct,
  type PatchProduct,
  type UpdateProduct,
} from '@product-service/product';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { expectedVersions } from './entity-tag.js';
import { repeatableRequest, type Caller } from './idempotency-key.js';
import { badRequest, jsonBodyOf } from './request.js';
import { createBody, patchBody, pathId, updateBody } from './schemas/requests.js';
import { validated } from './validated.js';

/** `{id?, name, price}`, and the `Idempotency-Key`. @throws RequestError */
export const parseCreateProduct = (event: APIGatewayProxyEvent, caller: Caller): CreateProduct => {
  const { id, ...details } = validated(createBody, jsonBodyOf(event));
  const command = { ...details, id: id ?? undefined };
  logProductId(command.id ?? productIdOf(command.name));
  return { ...command, request: repeatableRequest(event, caller, command) };
};

/** `{id, name, price}`, `If-Match` and the `Idempotency-Key`. @throws RequestError */
export const parseUpdateProduct = (event: APIGatewayProxyEvent, caller: Caller): UpdateProduct => {
  const command = { ...validated(updateBody, jsonBodyOf(event)), ifVersion: expectedVersions(event) };
  logProductId(command.id);
  return { ...command, request: repeatableRequest(event, caller, command) };
};

/**
 * The id in the path, a JSON merge patch (RFC 7396) of name and price, `If-Match` and the `Idempotency-Key`.
 * @throws RequestError
 */
export const parsePatchProduct = (event: APIGatewayProxyEvent, caller: Caller): PatchProduct => {
  const command = {
    id: parseProductId(event),
    patch: validated(patchBody, jsonBodyOf(event)),
    ifVersion: expectedVersions(event),
  };
  return { ...command, request: repeatableRequest(event, caller, command) };
};

/** The id in the path, `If-Match` and the `Idempotency-Key`. @throws RequestError */
export const parseDeleteProduct = (event: APIGatewayProxyEvent, caller: Caller): ChangeConditions => {
  const command = { id: parseProductId(event), ifVersion: expectedVersions(event) };
  return { ...command, request: repeatableRequest(event, caller, command) };
};

/** The product id in the path. REST APIs pass it percent-encoded. @throws RequestError */
export const parseProductId = ({ pathParameters }: APIGatewayProxyEvent): string => {
  const text = percentDecoded(pathParameters?.['productId'] ?? '', 'productId');
  const id = validated(pathId, text, { code: 'request/invalid-parameter', path: 'productId' });
  logProductId(id);
  return id;
};

/** @throws RequestError */
export const percentDecoded = (text: string, parameter: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badRequest('request/invalid-parameter', `${parameter} must be percent-encoded UTF-8`, parameter);
  }
};

/** Truncated to the maximum length of an id, because callers may send any text. */
const logProductId = (id: string): void => addLogFields({ productId: id.slice(0, MAX_NAME_LENGTH) });
