import { join } from 'node:path';
import { stringify } from 'yaml';
import { openApiDocument } from './document.js';

const API_FOLDER = join(import.meta.dirname, '../../../docs/api');
export const DOCUMENT_FILE = join(API_FOLDER, 'openapi.yaml');
/** One folder for each released version of the API. */
export const RELEASES_FOLDER = join(API_FOLDER, 'releases');

const NOTE = '# Made from the code by "npm run documents". Do not edit.\n';

/** The content of {@link DOCUMENT_FILE}. */
export const openApiText = async (): Promise<string> => {
  const { format, resolveConfig } = await import('prettier');
  // Repeated values are written out: people read and compare the file.
  const text = stringify(openApiDocument(), { aliasDuplicateObjects: false });
  return format(NOTE + text, { ...(await resolveConfig(DOCUMENT_FILE)), filepath: DOCUMENT_FILE });
};
