import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_VERSIONS, type EventType } from '@product-service/events';
import { dataJsonSchema } from './src/json-schemas.js';

/** Writes the JSON Schema of each event's `data` into the built package: `schemas/<type>.json`. */
const folder = join(import.meta.dirname, '../../../dist/libs/adapters/cloud-events/schemas');
mkdirSync(folder, { recursive: true });
for (const type of Object.keys(EVENT_VERSIONS) as EventType[]) {
  writeFileSync(join(folder, `${type}.json`), `${JSON.stringify(dataJsonSchema(type), undefined, 2)}\n`);
}
