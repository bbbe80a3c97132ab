import { inDependencyOrder, referencesIn } from './dependencies.js';

describe('references', () => {
  it('are found in Ref, Fn::GetAtt and Fn::Sub', () => {
    const properties = {
      a: { Ref: 'A' },
      b: [{ 'Fn::GetAtt': ['B', 'Arn'] }, { 'Fn::GetAtt': 'C.Arn' }],
      c: { 'Fn::Sub': '${D} ${E.Arn} ${!Not}' },
      d: { 'Fn::Sub': ['${x}', { x: { Ref: 'F' } }] },
    };
    expect(referencesIn(properties)).toEqual(['A', 'B', 'C', 'D', 'E', 'x', 'F']);
  });
});

describe('the dependency order', () => {
  it('puts each name after its dependencies', () => {
    const dependencies = new Map([
      ['a', ['c', 'AWS::Region']],
      ['b', []],
      ['c', ['b']],
    ]);
    expect(inDependencyOrder(dependencies)).toEqual(['b', 'c', 'a']);
  });

  it('refuses a circular dependency', () => {
    const circle = new Map([
      ['a', ['b']],
      ['b', ['a']],
    ]);
    expect(() => inDependencyOrder(circle)).toThrow('a → b → a');
  });
});
