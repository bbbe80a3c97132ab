import { counterexampleOf } from './counterexample.js';
import { create, get, operation, shows, unknown, update } from './testing/operations.js';

it('shows the shortest beginning that is unexplained, without reads that do not matter', () => {
  const answered = [
    { ...operation(0, 1, create(1), shows(1)), id: 1 },
    { ...operation(2, 3, get, shows(1)), id: 2 },
    { ...operation(4, 5, update(2), shows(2)), id: 3 },
    { ...operation(6, 7, get, shows(1)), id: 4 },
    { ...operation(5, 9, update(3), shows(3)), id: 5 },
    { ...operation(8, 9, get, shows(3)), id: 6 },
  ];
  expect(counterexampleOf({ answered, possible: [] }).split('\n')).toEqual([
    'No order of these operations explains all answers until that of #4:',
    'operation  from ms  to ms  request                 answer',
    '#1         0        1      create "Latte" at 1     done: "Latte" at 1, stock 0',
    '#3         4        5      update to "Latte" at 2  done: "Latte" at 2, stock 0',
    '#4         6        7      get                     done: "Latte" at 1, stock 0',
    '#5         5               update to "Latte" at 3  no answer yet',
  ]);
});

it('shows the last operations if there are many', () => {
  const updates = Array.from({ length: 40 }, (_, index) =>
    operation(index * 2, index * 2 + 1, index ? update(index + 1) : create(1), shows(index + 1)),
  );
  const possible = [{ ...operation(70, 71, update(99), unknown), id: 99 }];
  const answered = [...updates, { ...operation(90, 91, get, shows(1)), id: 100 }];
  const lines = counterexampleOf({ answered, possible }).split('\n');
  expect(lines.slice(-3)).toEqual([
    expect.stringMatching(/^#100 +90 +91 +get +done: "Latte" at 1/),
    expect.stringMatching(/^#99 +70 +update to "Latte" at 99 +no answer yet$/),
    'and 16 earlier operations',
  ]);
  expect(lines).toHaveLength(2 + 25 + 1 + 1);
});
