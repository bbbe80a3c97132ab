import { join } from 'node:path';

export const DOCUMENT_FILE = join(import.meta.dirname, '../../../docs/api/asyncapi.yaml');
