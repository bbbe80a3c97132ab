import { evaluate, evaluateCondition, NO_VALUE, type Scope } from './intrinsics.js';

const scope: Scope = {
  ref: (name) => ({ Name: 'value', Nothing: NO_VALUE, List: ['a', 'b'] })[name] ?? fail(name),
  attribute: (logicalId, attribute) => `${logicalId}/${attribute}`,
  condition: (name) => name === 'Yes',
  mapping: (...keys) => keys.join('>'),
  text: (value) => value.replace('{{secret}}', 'resolved'),
};
const fail = (name: string): never => {
  throw new Error(`no ${name}`);
};

describe('intrinsic functions', () => {
  it.each([
    ['Ref', { Ref: 'Name' }, 'value'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue/Arn'],
    ['GetAtt as a text, of a nested attribute', { 'Fn::GetAtt': 'Custom.Data.Key' }, 'Custom/Data.Key'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Name' }, 1]] }, 'a-value-1'],
    ['Join of a referenced list', { 'Fn::Join': [',', { Ref: 'List' }] }, 'a,b'],
    ['Sub', { 'Fn::Sub': '${Name} ${Queue.Arn} ${!Literal}' }, 'value Queue/Arn ${Literal}'],
    ['Sub with variables', { 'Fn::Sub': ['${x}/${Name}', { x: { Ref: 'Name' } }] }, 'value/value'],
    ['If', { 'Fn::If': ['Yes', 'a', { Ref: 'Unknown' }] }, 'a'],
    ['Select and Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['A', 'B'] }] }] }, 'B'],
    ['Select by a text', { 'Fn::Select': ['0', ['x']] }, 'x'],
    ['FindInMap', { 'Fn::FindInMap': ['Map', { Ref: 'Name' }, 'b'] }, 'Map>value>b'],
    ['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
  ])('compute %s', (_name, template, expected) => {
    expect(evaluate(template, scope)).toEqual(expected);
  });

  it('are computed at any depth, and nothing else in the value changes', () => {
    const policy = { Condition: { Bool: { x: true } }, Version: 1, Nothing: null, Names: [{ Ref: 'Name' }] };
    expect(evaluate(policy, scope)).toEqual({ ...policy, Names: ['value'] });
  });

  it('remove AWS::NoValue', () => {
    const value = {
      kept: 1,
      gone: { 'Fn::If': ['No', 1, { Ref: 'Nothing' }] },
      list: [{ Ref: 'Nothing' }, 2],
    };
    expect(evaluate(value, scope)).toEqual({ kept: 1, list: [2] });
  });

  it('pass every computed text to the scope', () => {
    expect(evaluate(['{{secret}}', { 'Fn::Join': ['', ['{{sec', 'ret}}']] }], scope)).toEqual([
      'resolved',
      'resolved',
    ]);
  });

  it.each([
    [{ 'Fn::ImportValue': 'x' }, 'another stack'],
    [{ 'Fn::Transform': 'x' }, 'Fn::Transform'],
    [{ 'Fn::Select': [3, ['x']] }, 'no item 3'],
    [{ Ref: 'Unknown' }, 'no Unknown'],
  ])('fail for %j', (template, reason) => {
    expect(() => evaluate(template, scope)).toThrow(reason);
  });
});

describe('conditions', () => {
  const yes = { 'Fn::Equals': [{ Ref: 'Name' }, 'value'] };
  const no = { Condition: 'No' };
  it.each([
    [yes, true],
    [no, false],
    [{ 'Fn::Not': [no] }, true],
    [{ 'Fn::And': [yes, no] }, false],
    [{ 'Fn::Or': [yes, no] }, true],
  ])('evaluate %j to %s', (condition, expected) => {
    expect(evaluateCondition(condition, scope)).toBe(expected);
  });
});
