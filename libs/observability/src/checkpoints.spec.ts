import { pathwayTo } from './testing/pathway.js';
import { runProgram } from './testing/run-program.js';

it('an announcement has a pathway, and is no step of a change', async () => {
  const announced = await runProgram('announced');
  expect(pathwayTo('out outbox product.productAnnounced', announced)).toHaveLength(1);
  expect(announced.changes).toEqual([]);
});
