import type { LoadRequest } from '../saturation/mix.js';
import { WriteLedger } from './write-ledger.js';

const TYPES = ['product.productCreated.v1', 'product.productCreated.v2'];
const create = (id: string): LoadRequest => ({
  kind: 'create',
  method: 'POST',
  path: '/product',
  id,
  body: '{}',
});
const answer = (status: number, etag?: string) => ({ status, headers: { etag }, body: '', ms: 1 });
const published = (subject: string, type: string, id = `${subject} ${type}`) => ({
  ...{ event: 'published', via: 'eventbridge' },
  ...{ subject, sequence: '1', type, id },
});

describe('the ledger of writes', () => {
  let ledger: WriteLedger;
  beforeEach(() => {
    ledger = new WriteLedger();
    ledger.note(create('A'), answer(429));
    ledger.note(create('A'), answer(201, '"1"'));
  });

  it('is satisfied if an acknowledged change is on the bus in both versions, once or more often', () => {
    const lines = TYPES.map((type) => published('A', type));
    expect(ledger.summary([...lines, lines[0]!])).toEqual({
      ...{ acknowledged: 1, published: 1, repeated: 1 },
      ...{ lost: [], wrong: [] },
    });
  });

  it('misses a change that is not on the bus, or only in one version', () => {
    expect(ledger.summary([]).lost).toEqual(['A 1']);
    expect(ledger.summary([published('A', TYPES[0]!)]).lost).toEqual(['A 1']);
  });

  it('rejects a second id of the same event, and an event of a refused creation', () => {
    ledger.note(create('B'), answer(429));
    const lines = ['A', 'B'].flatMap((subject) => TYPES.map((type) => published(subject, type)));
    expect(ledger.summary([...lines, published('A', TYPES[0]!, 'other')]).wrong).toEqual([
      'A 1 product.productCreated.v1 has several ids',
      'B was refused, and is on the bus',
    ]);
  });

  it('does not know what became of a creation without an answer', () => {
    ledger.note(create('B'), answer(504));
    const lines = ['A', 'B'].flatMap((subject) => TYPES.map((type) => published(subject, type)));
    expect(ledger.summary(lines)).toMatchObject({ lost: [], wrong: [] });
  });
});
