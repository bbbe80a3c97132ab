import { inDependencyOrder, referencesIn } from './dependencies.js';

describe('references', () => {
  it('are found in every function that has some', () => {
    const properties = {
      a: { Ref: 'A' },
      b: [{ 'Fn::GetAtt': ['B', 'Arn'] }, { 'Fn::GetAtt': 'C.Arn' }],
      c: { 'Fn::Sub': '${D} ${E.Arn} ${!Not}' },
      d: { 'Fn::Sub': ['${x}', { x: { Ref: 'F' } }] },
    };
    expect(referencesIn(properties)).toEqual(['A', 'B', 'C', 'D', 'E', 'x', 'F']);
  });
});

describe('the order', () => {
  it('puts each after what it depends on', () => {
    const dependencies = new Map([
      ['a', ['c', 'AWS::Region']],
      ['b', []],
      ['c', ['b']],
    ]);
    expect(inDependencyOrder(dependencies)).toEqual(['b', 'c', 'a']);
  });

  it('refuses circles', () => {
    const circle = new Map([
      ['a', ['b']],
      ['b', ['a']],
    ]);
    expect(() => inDependencyOrder(circle)).toThrow('a → b → a');
  });
});
