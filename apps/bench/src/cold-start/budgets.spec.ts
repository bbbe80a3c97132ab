import { overspent, readBudgets, readContents } from './budgets.js';

const NAME = 'product-api/get-product';
const bundle = (packages: Record<string, number>, bytes = 1_000) => ({ [NAME]: { bytes, packages } });

describe('the difference from a budget', () => {
  it('is nothing for a small growth', () => {
    expect(overspent(bundle({ pg: 910 }, 1_010), bundle({ pg: 900 }))).toEqual([]);
  });

  it('names what grew, the largest growth first', () => {
    const actual = bundle({ pg: 950, zod: 160, jose: 10 }, 1_120);
    expect(overspent(actual, bundle({ pg: 900, zod: 50, jose: 20 }))).toEqual([
      `${NAME} has 1120 bytes instead of 1000: zod +110, pg +50.`,
    ]);
  });

  it('names packages that came or went', () => {
    expect(overspent(bundle({ pg: 900, lodash: 1 }), bundle({ pg: 900, uuid: 1 }))).toEqual([
      `${NAME} contains lodash, which is new.`,
      `${NAME} does not contain uuid any more.`,
    ]);
  });

  it('names a new bundle', () => {
    expect(overspent(bundle({}), {})).toEqual([`${NAME} has no budget.`]);
  });
});

it('every bundle keeps its budget', () => {
  const differences = overspent(readContents(), readBudgets());
  const accept = 'If this is intended, accept it: npx nx run bench:budgets';
  expect(differences.length > 0 ? [...differences, accept] : []).toEqual([]);
});
