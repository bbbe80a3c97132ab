import { readEvent } from '@product-service/cloud-events';
import { EVENT_VERSIONS, type EventType, type Instant } from '@product-service/events';
import { committedDocument, eventValidator } from './testing/event-validator.js';

const TYPES = Object.keys(EVENT_VERSIONS) as EventType[];
const { messages } = committedDocument().components;
const problemsOf = eventValidator();
const exampleOf = (type: EventType) =>
  messages[type]?.examples[0]?.payload as Record<string, unknown> & { type: string; data: object };

it('the document has every event', () => {
  expect(Object.keys(messages).sort()).toEqual([...TYPES].sort());
});

describe.each(TYPES)('the example of %s', (type) => {
  it('is valid', () => {
    expect(exampleOf(type).type).toBe(type);
    expect(problemsOf(exampleOf(type))).toEqual([]);
  });

  it('is read by us, with all its data', () => {
    const timeOf = (time: unknown) => time as Instant;
    const { id, time, subject, headers, data } = readEvent(exampleOf(type), [type], { id: 'outer', timeOf });
    expect({ id, time, subject, data }).toEqual({
      id: exampleOf(type)['id'],
      time: exampleOf(type)['time'],
      subject: exampleOf(type)['subject'],
      data: exampleOf(type).data,
    });
    expect(Object.keys(headers)).toEqual(expect.arrayContaining(['traceparent', 'dd-pathway-ctx-base64']));
  });

  it('may have unknown fields in its data, and may not lack its data', () => {
    const { data, ...bare } = exampleOf(type);
    expect(problemsOf({ ...bare, data: { ...data, later: true } } as never)).toEqual([]);
    expect(problemsOf(bare)).not.toEqual([]);
    expect(problemsOf({ ...bare, data: {} } as never)).not.toEqual([]);
  });
});

it('a later minor version is valid, another major version is not', () => {
  const example = exampleOf('product.productUpdated.v2');
  const version = (dataversion: string) => ({
    ...example,
    dataversion,
    dataschema: `urn:product-service:schema:product.productUpdated.v2:${dataversion}`,
  });
  expect(problemsOf(version('2.7'))).toEqual([]);
  expect(problemsOf(version('3.0'))).toHaveLength(2);
});

it('version 2 has only names that CloudEvents allows', () => {
  expect(problemsOf({ ...exampleOf('product.productDeleted.v2'), _datadog: {} } as never)).not.toEqual([]);
});
