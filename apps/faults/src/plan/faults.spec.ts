import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EFFECTS, type Fault, STATEMENT_KINDS } from '@product-service/local/testing';
import { faultPlan, FUNCTIONS } from './faults.js';
import { randomOf } from './random.js';

const first = (count: number, seed: number): Fault[] => {
  const plan = faultPlan(randomOf(seed), { env: 'local', longest: 5 });
  return Array.from({ length: count }, () => plan.next().value);
};

it('a seed repeats the faults, and another one has others', () => {
  expect(first(50, 1)).toEqual(first(50, 1));
  expect(first(50, 1)).not.toEqual(first(50, 2));
});

it('four hundred faults have every effect at every call, and every effect at every kind of statement', () => {
  const faults = first(400, 3);
  const points = new Set(
    faults.map((fault) => {
      const point =
        'operation' in fault ? fault.operation : 'statement' in fault ? fault.statement : fault.at;
      return `${point} ${fault.effect}`;
    }),
  );
  const calls = ['sns:PublishBatch', 'events:PutEvents', 'sqs:SendMessage', 'sqs:DeleteMessageBatch'];
  const expected = [
    ...calls.flatMap((call) => EFFECTS['aws-call'].map((effect) => `${call} ${effect}`)),
    ...STATEMENT_KINDS.flatMap((statement) => EFFECTS.statement.map((effect) => `${statement} ${effect}`)),
    ...EFFECTS.function.map((effect) => `function ${effect}`),
    ...EFFECTS.database.map((effect) => `database ${effect}`),
  ];
  expect([...points]).toEqual(expect.arrayContaining(expected));
});

it('the functions exist', () => {
  const services = ['product-api', 'product-acl', 'product-event-publisher'];
  const folderOf = (name: string): string => name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
  for (const name of FUNCTIONS) {
    const mains = services.map((service) => join(__dirname, '../../..', service, folderOf(name), 'main.ts'));
    expect([name, mains.some(existsSync)]).toEqual([name, true]);
  }
});
