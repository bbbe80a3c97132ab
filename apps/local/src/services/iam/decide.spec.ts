import { decide } from './decide.js';
import { IDENTITY_POLICY, RESOURCE_POLICY } from './policy-document.js';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:created';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:queue';
const ROLE = 'arn:aws:iam::000000000000:role/publisher';

const allow = (Action: string | string[], Resource: string | string[]) => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const identity = (...Statement: object[]) => IDENTITY_POLICY.parse({ Version: '2012-10-17', Statement });
const publish = { principal: ROLE, action: 'sns:Publish', resource: TOPIC };

describe('a role', () => {
  it.each([
    ['sns:Publish', TOPIC],
    ['sns:publish', TOPIC],
    ['sns:*', TOPIC],
    ['sns:Pub?ish', TOPIC],
    ['*', '*'],
    [
      ['sqs:SendMessage', 'sns:Publish'],
      [QUEUE, TOPIC],
    ],
    ['sns:Publish', 'arn:aws:sns:*:*:creat??'],
  ])('that is allowed %j on %j may publish', (actions, resources) => {
    expect(decide(identity(allow(actions, resources)), publish)).toBe('allowed');
  });

  it.each([
    ['sns:Subscribe', TOPIC],
    ['sns:PublishBatch', TOPIC],
    ['sns:Pub', TOPIC],
    ['sns.Publish', TOPIC],
    ['sns:Publish', TOPIC.toUpperCase()],
    ['sns:Publish', `${TOPIC}2`],
    ['sns:Publish', 'arn:aws:sns:*:*:created?'],
    ['sns:Publish', QUEUE],
  ])('that is allowed %j on %j may not', (actions, resources) => {
    expect(decide(identity(allow(actions, resources)), publish)).toBe('not mentioned');
  });

  it('may do nothing without a statement', () => {
    expect(decide([], publish)).toBe('not mentioned');
  });

  it('may not do what is denied, whatever allows it', () => {
    const deny = { ...allow('sns:*', '*'), Effect: 'Deny' };
    expect(decide(identity(allow('*', '*'), deny, allow('sns:Publish', TOPIC)), publish)).toBe('denied');
  });
});

describe('a resource', () => {
  const policy = RESOURCE_POLICY.parse({
    Statement: [
      {
        ...allow('sqs:SendMessage', QUEUE),
        Principal: { Service: 'sns.amazonaws.com' },
        Condition: {
          ArnEquals: { 'aws:SourceArn': TOPIC },
          StringEquals: { 'aws:SourceAccount': '000000000000' },
        },
      },
      {
        ...allow('sqs:*', QUEUE),
        Effect: 'Deny',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': false } },
      },
    ],
  });
  const send = { principal: 'sns.amazonaws.com', action: 'sqs:SendMessage', resource: QUEUE, source: TOPIC };

  it('lets in whom its policy names, for the source that it names', () => {
    expect(decide(policy, send)).toBe('allowed');
    expect(decide(policy, { ...send, principal: 'events.amazonaws.com' })).toBe('not mentioned');
    expect(decide(policy, { ...send, source: `${TOPIC}2` })).toBe('not mentioned');
    expect(decide(policy, { principal: send.principal, action: send.action, resource: QUEUE })).toBe(
      'not mentioned',
    );
  });
});

describe('a policy that the local cloud does not understand', () => {
  it.each([
    ['NotAction', { Effect: 'Allow', NotAction: 'sns:*', Resource: '*' }],
    ['NotResource', { Effect: 'Allow', Action: '*', NotResource: TOPIC }],
    ['NotPrincipal', { ...allow('*', '*'), NotPrincipal: { AWS: '*' } }],
    ['StringLike', { ...allow('*', '*'), Condition: { StringLike: { 'aws:SourceAccount': '0*' } } }],
    ['aws:username', { ...allow('*', '*'), Condition: { StringEquals: { 'aws:username': 'me' } } }],
    ['variables', allow('*', 'arn:aws:sqs:*:*:${aws:username}')],
    ['expected string', allow('*', { Ref: 'Topic' } as never)],
  ])('is refused: %s', (name, statement) => {
    const { error } = IDENTITY_POLICY.safeParse({ Statement: [statement] });
    expect(error?.message).toContain(name);
  });
});
