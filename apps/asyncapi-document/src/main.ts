import { writeFileSync } from 'node:fs';
import { DOCUMENT_FILE, documentText } from './document.js';

/** `npm run documents`: writes docs/api/asyncapi.yaml. */
writeFileSync(DOCUMENT_FILE, documentText());
