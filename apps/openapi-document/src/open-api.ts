import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { oas31 } from 'zod-openapi';

export type OpenApi = oas31.OpenAPIObject;

export const readOpenApi = (file: string): OpenApi => parse(readFileSync(file, 'utf8')) as OpenApi;

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

export interface Operation {
  readonly method: Method;
  /** As in the document, e.g. `/product/{productId}`. */
  readonly path: string;
  readonly operation: oas31.OperationObject;
}

export const operationsOf = ({ paths = {} }: OpenApi): Operation[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );

/** The operation that a request goes to. `HEAD` goes to that of `GET`. @param path with or without a query */
export const findOperation = (api: OpenApi, method: string, path: string): Operation | undefined => {
  const [withoutQuery = ''] = path.split('?');
  const wanted = method === 'HEAD' ? 'get' : method.toLowerCase();
  return operationsOf(api).find(
    (operation) => operation.method === wanted && patternOf(operation.path).test(withoutQuery),
  );
};

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`);

/** What a reference inside the document points to, or the value itself. */
export const resolved = <T extends object>(api: OpenApi, value: T | oas31.ReferenceObject): T => {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as T;
  const steps = value.$ref.slice(2).split('/');
  return steps.reduce<unknown>((from, step) => (from as Record<string, unknown>)[step], api) as T;
};
