import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from './cruise.js';
import { withPictures } from './picture.js';

/** `npm run graph`: draws the pictures of the import graph in docs/architecture.md anew. */
const file = join(WORKSPACE, 'docs/architecture.md');
writeFileSync(file, withPictures(readFileSync(file, 'utf8')));
