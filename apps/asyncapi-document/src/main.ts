import { writeFileSync } from 'node:fs';
import { documentText } from './document.js';
import { DOCUMENT_FILE } from './document-file.js';

/** `npm run documents`: writes docs/api/asyncapi.yaml. */
writeFileSync(DOCUMENT_FILE, documentText());
