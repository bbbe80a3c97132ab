import { addLogFields } from '@product-service/logger';
import { MAX_NAME_LENGTH, productIdOf, type UpdateProduct } from '@product-service/product';
import type { ProductDetails } from '@product-service/events';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod/mini';
import { jsonBodyOf, RequestError } from './request.js';
import { createBody, pathId, updateBody } from './schemas/requests.js';

/** `{name, price}` @throws RequestError */
export const parseCreateProduct = (event: APIGatewayProxyEvent): ProductDetails => {
  const command = validated(createBody, jsonBodyOf(event));
  logProductId(productIdOf(command.name));
  return command;
};

/** `{id, name, price}` @throws RequestError */
export const parseUpdateProduct = (event: APIGatewayProxyEvent): UpdateProduct => {
  const command = validated(updateBody, jsonBodyOf(event));
  logProductId(command.id);
  return command;
};

/** The product id in the path. REST APIs pass it percent-encoded. @throws RequestError */
export const parseProductId = ({ pathParameters }: APIGatewayProxyEvent): string => {
  const id = validated(pathId, percentDecoded(pathParameters?.['productId'] ?? ''));
  logProductId(id);
  return id;
};

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RequestError(400, 'productId must be percent-encoded UTF-8');
  }
};

const validated = <S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new RequestError(400, result.error.issues.map(({ message }) => message).join(', '));
};

/** Truncated to the maximum length of an id, because callers may send any text. */
const logProductId = (id: string): void => addLogFields({ productId: id.slice(0, MAX_NAME_LENGTH) });
