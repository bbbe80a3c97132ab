import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

const read = (documents: string) => parseDocument(readFileSync(join(documents, 'openapi.yaml'), 'utf8'));

/** The document of the API, with the local API as its only server. */
export const openApiOf = (documents: string, api: string): string => {
  const document = read(documents);
  document.set('servers', [{ url: api, description: 'npm start' }]);
  return document.toString();
};

/** Name of the document's security scheme that takes a bearer token. */
export const tokenSchemeOf = (documents: string): string | undefined => {
  const { components } = read(documents).toJS() as {
    components?: { securitySchemes?: Record<string, { scheme?: string }> };
  };
  const schemes = Object.entries(components?.securitySchemes ?? {});
  return schemes.find(([, { scheme }]) => scheme === 'bearer')?.[0];
};
