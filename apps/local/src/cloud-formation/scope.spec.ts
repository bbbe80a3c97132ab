import { scopeOf } from './scope.js';
import { readTemplate, resourcesInOrder } from './template.js';

const template = readTemplate({
  Parameters: {
    Env: { Type: 'String', Default: 'local' },
    Count: { Type: 'Number', Default: 3 },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Bus: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shared/bus' },
    Key: { Type: 'String', NoEcho: true },
    Image: { Type: 'AWS::EC2::Image::Id', Default: 'x' },
  },
  Mappings: { Regions: { 'us-east-1': { Layer: 'arn' } } },
  Conditions: { IsLocal: { 'Fn::Equals': [{ Ref: 'Env' }, 'local'] } },
  Resources: {
    Second: { Type: 'AWS::SQS::Queue', DependsOn: 'First' },
    First: { Type: 'AWS::SQS::Queue', Condition: 'IsLocal' },
  },
});

const scope = scopeOf(template, {
  account: { id: '000000000000', region: 'us-east-1', stackName: 'Stack', stackId: 'id' },
  resource: (logicalId) => (logicalId === 'First' ? { ref: 'url', attributes: { Arn: 'arn' } } : undefined),
  parameter: (name) => `value of ${name}`,
  text: (value) => value,
});

describe('the names in a template', () => {
  it('are parameters with their defaults, pseudo parameters and resources', () => {
    expect(['Env', 'Count', 'Zones', 'Bus', 'AWS::Region', 'AWS::StackName', 'First'].map(scope.ref)).toEqual(
      ['local', '3', ['a', 'b'], 'value of /shared/bus', 'us-east-1', 'Stack', 'url'],
    );
    expect(scope.attribute('First', 'Arn')).toBe('arn');
    expect(scope.condition('IsLocal')).toBe(true);
    expect(scope.mapping('Regions', 'us-east-1', 'Layer')).toBe('arn');
  });

  it.each([
    ['Key', 'Key has no default'],
    ['Image', 'AWS::EC2::Image::Id'],
    ['Second', 'Second is not'],
  ])('are refused if they have no value here: %s', (name, reason) => {
    expect(() => scope.ref(name)).toThrow(reason);
  });

  it('are refused if they are attributes, conditions or mappings that are not there', () => {
    expect(() => scope.attribute('First', 'Colour')).toThrow('no attribute Colour');
    expect(() => scope.condition('IsProd')).toThrow('no condition IsProd');
    expect(() => scope.mapping('Regions', 'eu-west-1', 'Layer')).toThrow('Regions.eu-west-1.Layer');
  });
});

describe('a template', () => {
  it('has its resources in the order of their dependencies', () => {
    expect(resourcesInOrder(template).map(({ logicalId }) => logicalId)).toEqual(['First', 'Second']);
  });

  it.each([
    [{ Transform: 'AWS::Serverless-2016-10-31', Resources: {} }, 'Transform'],
    [{ Resources: { Queue: { Type: 'AWS::SQS::Queue', UpdatePolicy: {} } } }, 'UpdatePolicy'],
  ])('is refused with a section or an attribute that is unknown', (raw, name) => {
    expect(() => readTemplate(raw)).toThrow(name);
  });
});
