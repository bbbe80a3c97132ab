import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataJsonSchema } from '@product-service/cloud-events';
import type { EventType } from '@product-service/events';
import { stringify } from 'yaml';
import { channels } from './channels.js';
import { payloadSchema } from './envelope-schema.js';
import { EXAMPLES } from './examples.js';
import { operations } from './operations.js';
import { SUMMARIES } from './summaries.js';

const DESCRIPTION = [
  'Events of the product service. Each is a CloudEvents 1.0 JSON envelope.',
  'Events arrive at least once, and in any order: keep the highest `sequence` of each product, and drop events that are not above it.',
  'Match `detail-type` exactly, and ignore unknown fields.',
  'The schemas of incoming events describe what to send; the service also reads other forms, see the contract.',
].join(' ');

const AWS_SIGNATURE = {
  type: 'http',
  scheme: 'AWS4-HMAC-SHA256',
  description: 'Calls of AWS are signed with credentials of a role that may make them.',
};

/** The version of the package with the events: both change with the events. */
const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../libs/domain/events/package.json'), 'utf8'),
) as { version: string };

const TYPES = Object.keys(SUMMARIES) as EventType[];

/** The AsyncAPI 3.0 document of all events, made from the catalogue and the schemas that messages are read with. */
export const document = () => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Product service',
    version,
    description: DESCRIPTION,
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  },
  defaultContentType: 'application/cloudevents+json',
  channels: channels(),
  operations: operations(),
  components: {
    securitySchemes: { aws: AWS_SIGNATURE },
    messages: Object.fromEntries(TYPES.map((type) => [type, message(type)])),
    schemas: Object.fromEntries(
      TYPES.flatMap((type) => [
        [type, payloadSchema(type)],
        [`${type}.data`, dataSchema(type)],
      ]),
    ),
  },
});

const message = (type: EventType) => ({
  name: type,
  title: type,
  summary: SUMMARIES[type],
  payload: { $ref: `#/components/schemas/${type}` },
  examples: [{ name: 'example', payload: EXAMPLES[type] }],
});

/** AsyncAPI's own dialect has no `$schema`. */
const dataSchema = (type: EventType) => {
  const { $schema: _, ...schema } = dataJsonSchema(type);
  return schema;
};

/** The committed text. `compat`: also parsers of YAML 1.1 must read a time as text. */
export const documentText = (): string =>
  `# Made by "npm run documents". Do not edit.\n${stringify(document(), {
    aliasDuplicateObjects: false,
    lineWidth: 120,
    compat: 'yaml-1.1',
  })}`;
