import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readEvent } from '@product-service/cloud-events';
import type { EventType, Instant } from '@product-service/events';
import { RELEASES_FOLDER } from './document-file.js';
import { EXAMPLES } from './examples.js';
import { committedDocument, eventValidator } from './testing/event-validator.js';

const releases = readdirSync(RELEASES_FOLDER).filter((version) =>
  existsSync(join(RELEASES_FOLDER, version, 'asyncapi.yaml')),
);

it('has the first release', () => expect(releases).toContain('1.0.0'));

describe.each(releases)('services that know version %s', (version) => {
  const file = join(RELEASES_FOLDER, version, 'asyncapi.yaml');
  const { messages } = committedDocument(file).components;
  const problemsOf = eventValidator(file);
  const types = Object.keys(messages) as EventType[];

  it.each(types)('can read the %s of today', (type) => {
    expect(problemsOf(EXAMPLES[type])).toEqual([]);
  });

  it.each(types)('can send their %s', (type) => {
    const payload = messages[type]?.examples[0]?.payload as { type: EventType; data: object };
    const timeOf = (time: unknown) => time as Instant;
    expect(readEvent(payload, [type], { id: 'outer', timeOf }).data).toEqual(payload.data);
  });
});
