import { join } from 'node:path';

const API_FOLDER = join(import.meta.dirname, '../../../docs/api');
export const DOCUMENT_FILE = join(API_FOLDER, 'asyncapi.yaml');
/** One folder for each released version of the events. */
export const RELEASES_FOLDER = join(API_FOLDER, 'releases');
