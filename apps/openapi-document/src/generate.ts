import { writeFileSync } from 'node:fs';
import { DOCUMENT_FILE, openApiText } from './document-file.js';

// npx nx generate openapi-document
void openApiText().then((text) => writeFileSync(DOCUMENT_FILE, text));
