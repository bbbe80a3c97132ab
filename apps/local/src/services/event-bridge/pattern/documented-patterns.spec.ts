/* eslint-disable max-lines -- one table for each page of the user guide, in the order of the page */
import { compilePattern } from './pattern.js';

type Example = readonly [operator: string, pattern: unknown, matching: unknown, other: unknown];

const USER_GUIDE = 'https://docs.aws.amazon.com/eventbridge/latest/userguide';

/** The summary at the top of the page, row by row; the events are ours where it has none. */
const SUMMARY: readonly Example[] = [
  [
    'And',
    { Location: ['New York'], Day: ['Monday'] },
    { Location: 'New York', Day: 'Monday' },
    { Location: 'New York', Day: 'Friday' },
  ],
  [
    'Anything-but',
    { state: [{ 'anything-but': 'initializing' }] },
    { state: 'running' },
    { state: 'initializing' },
  ],
  [
    'Anything-but (begins with)',
    { Region: [{ 'anything-but': { prefix: 'us-' } }] },
    { Region: 'eu-west-1' },
    { Region: 'us-east-1' },
  ],
  [
    'Anything-but (ends with)',
    { FileName: [{ 'anything-but': { suffix: '.png' } }] },
    { FileName: 'a.jpg' },
    { FileName: 'a.png' },
  ],
  [
    'Anything-but (ignore case)',
    { state: [{ 'anything-but': { 'equals-ignore-case': 'initializing' } }] },
    { state: 'running' },
    { state: 'INITIALIZING' },
  ],
  [
    'Anything-but using a wildcard',
    { FilePath: [{ 'anything-but': { wildcard: '*/lib/*' } }] },
    { FilePath: '/usr/bin/a' },
    { FilePath: '/usr/lib/a' },
  ],
  ['Begins with', { Region: [{ prefix: 'us-' }] }, { Region: 'us-east-1' }, { Region: 'eu-west-1' }],
  [
    'Begins with (ignore case)',
    { service: [{ prefix: { 'equals-ignore-case': 'eventb' } }] },
    { service: 'EventBridge' },
    { service: 'SQS' },
  ],
  ['Empty', { LastName: [''] }, { LastName: '' }, { LastName: null }],
  ['Equals', { Name: ['Alice'] }, { Name: 'Alice' }, { Name: 'alice' }],
  [
    'Equals (ignore case)',
    { Name: [{ 'equals-ignore-case': 'alice' }] },
    { Name: 'ALICE' },
    { Name: 'Alicia' },
  ],
  ['Ends with', { FileName: [{ suffix: '.png' }] }, { FileName: 'a.png' }, { FileName: 'a.PNG' }],
  [
    'Ends with (ignore case)',
    { service: [{ suffix: { 'equals-ignore-case': 'tbridge' } }] },
    { service: 'EVENTBRIDGE' },
    { service: 'bridges' },
  ],
  ['Exists', { ProductName: [{ exists: true }] }, { ProductName: '' }, { Product: 'a' }],
  ['Does not exist', { ProductName: [{ exists: false }] }, { Product: 'a' }, { ProductName: null }],
  ['Not', { Weather: [{ 'anything-but': ['Raining'] }] }, { Weather: 'Sunny' }, { Weather: 'Raining' }],
  ['Null', { UserID: [null] }, { UserID: null }, { UserID: '' }],
  ['Numeric (equals)', { Price: [{ numeric: ['=', 100] }] }, { Price: 100.0 }, { Price: 101 }],
  ['Numeric (range)', { Price: [{ numeric: ['>', 10, '<=', 20] }] }, { Price: 20 }, { Price: 10 }],
  ['Or', { PaymentType: ['Credit', 'Debit'] }, { PaymentType: 'Debit' }, { PaymentType: 'Cash' }],
  [
    'Or (multiple fields)',
    { $or: [{ Location: ['New York'] }, { Day: ['Monday'] }] },
    { Location: 'Paris', Day: 'Monday' },
    { Location: 'Paris', Day: 'Friday' },
  ],
  [
    'Wildcard',
    { FileName: [{ wildcard: 'dir/*.png' }] },
    { FileName: 'dir/a/b.png' },
    { FileName: 'dir/a.jpg' },
  ],
];

/** The sections below it. */
const SECTIONS: readonly Example[] = [
  [
    'prefix',
    { time: [{ prefix: '2017-10-02' }] },
    { time: '2017-10-02T18:43:48Z' },
    { time: '2017-10-03T00:00:00Z' },
  ],
  [
    'anything-but a number',
    { detail: { 'x-limit': [{ 'anything-but': 123 }] } },
    { detail: { 'x-limit': 124 } },
    { detail: { 'x-limit': 123 } },
  ],
  [
    'anything-but a list of texts',
    { detail: { state: [{ 'anything-but': ['stopped', 'overloaded'] }] } },
    { detail: { state: 'running' } },
    { detail: { state: 'overloaded' } },
  ],
  [
    'anything-but a list of numbers',
    { detail: { 'x-limit': [{ 'anything-but': [100, 200, 300] }] } },
    { detail: { 'x-limit': 150 } },
    { detail: { 'x-limit': 200 } },
  ],
  [
    'anything-but in any case, a list',
    { detail: { state: [{ 'anything-but': { 'equals-ignore-case': ['initializing', 'stopped'] } }] } },
    { detail: { state: 'running' } },
    { detail: { state: 'Stopped' } },
  ],
  [
    'anything-but a prefix',
    { detail: { state: [{ 'anything-but': { prefix: 'init' } }] } },
    { detail: { state: 'running' } },
    { detail: { state: 'initializing' } },
  ],
  [
    'anything-but a list of prefixes',
    { detail: { state: [{ 'anything-but': { prefix: ['init', 'error'] } }] } },
    { detail: { state: 'running' } },
    { detail: { state: 'error-7' } },
  ],
  [
    'anything-but a list of suffixes',
    { detail: { FileName: [{ 'anything-but': { suffix: ['.txt', '.rtf'] } }] } },
    { detail: { FileName: '.png' } },
    { detail: { FileName: 'a.rtf' } },
  ],
  [
    'anything-but a list of wildcards',
    { detail: { FilePath: [{ 'anything-but': { wildcard: ['*/lib/*', '*/bin/*'] } }] } },
    { detail: { FilePath: '/tmp/a' } },
    { detail: { FilePath: '/usr/bin/a' } },
  ],
  [
    'numeric',
    {
      detail: {
        'c-count': [{ numeric: ['>', 0, '<=', 5] }],
        'd-count': [{ numeric: ['<', 10] }],
        'x-limit': [{ numeric: ['=', 3.018e2] }],
      },
    },
    { detail: { 'c-count': 5, 'd-count': 3, 'x-limit': 301.8 } },
    { detail: { 'c-count': 5, 'd-count': 10, 'x-limit': 301.8 } },
  ],
  [
    'cidr',
    { detail: { sourceIPAddress: [{ cidr: '10.0.0.0/24' }] } },
    { detail: { sourceIPAddress: '10.0.0.24' } },
    { detail: { sourceIPAddress: '10.0.1.0' } },
  ],
  [
    'exists',
    { detail: { 'c-count': [{ exists: false }] } },
    { detail: { state: ['initializing', 'running'] } },
    { detail: { 'c-count': 100 } },
  ],
  [
    'exists, of a node that is no leaf',
    { detail: { 'c-count': [{ exists: false }] } },
    { detail: { 'c-count': { c1: 100 } } },
    { detail: { 'c-count': [100] } },
  ],
  [
    'equals-ignore-case',
    { 'detail-type': [{ 'equals-ignore-case': 'ec2 instance state-change notification' }] },
    { 'detail-type': 'EC2 Instance State-change Notification' },
    { 'detail-type': 'EC2' },
  ],
  [
    'several',
    {
      time: [{ prefix: '2017-10-02' }],
      detail: {
        state: [{ 'anything-but': 'initializing' }],
        'c-count': [{ numeric: ['>', 0, '<=', 5] }],
        'd-count': [{ numeric: ['<', 10] }],
        'x-limit': [{ 'anything-but': [100, 200, 300] }],
      },
    },
    {
      time: '2017-10-02T18:43:48Z',
      detail: { state: 'running', 'c-count': 5, 'd-count': 3, 'x-limit': 301.8 },
    },
    {
      time: '2017-10-02T18:43:48Z',
      detail: { state: 'running', 'c-count': 5, 'd-count': 3, 'x-limit': 300 },
    },
  ],
  [
    '$or',
    {
      detail: {
        $or: [
          { 'c-count': [{ numeric: ['>', 0, '<=', 5] }] },
          { 'd-count': [{ numeric: ['<', 10] }] },
          { 'x-limit': [{ numeric: ['=', 3.018e2] }] },
        ],
      },
    },
    { detail: { 'c-count': 9, 'd-count': 9 } },
    { detail: { 'c-count': 9, 'd-count': 10 } },
  ],
  [
    '$or with several fields in an alternative',
    {
      source: ['aws.cloudwatch'],
      $or: [
        { metricName: ['CPUUtilization', 'ReadLatency'] },
        { metricType: ['MetricType'], namespace: ['AWS/EC2', 'AWS/ES'] },
      ],
    },
    { source: 'aws.cloudwatch', metricType: 'MetricType', namespace: 'AWS/ES' },
    { source: 'aws.cloudwatch', metricType: 'MetricType', namespace: 'AWS/RDS' },
  ],
];

/** The array of objects in the README of AWS's own matcher, https://github.com/aws/event-ruler#json-array-matching */
const EMPLOYEES = {
  employees: [
    [
      { firstName: 'John', lastName: 'Doe' },
      { firstName: 'Anna', lastName: 'Smith' },
    ],
    [{ firstName: 'Peter', lastName: 'Jones' }],
  ],
};

describe.each([
  ['the summary of operators', `${USER_GUIDE}/eb-create-pattern-operators.html`, SUMMARY],
  ['the operators one by one', `${USER_GUIDE}/eb-create-pattern-operators.html`, SECTIONS],
])('%s (%s)', (_title, _source, examples) => {
  it.each(examples)('%s', (_operator, pattern, matching, other) => {
    const matches = compilePattern(JSON.stringify(pattern));
    expect([matches(matching), matches(other)]).toEqual([true, false]);
  });
});

it.each([
  [true, 'of one element', '{"employees":{"firstName":["Anna"],"lastName":["Smith"]}}'],
  [false, 'of two', '{"employees":{"firstName":["Anna"],"lastName":["Jones"]}}'],
])('%j: fields %s of a list', (expected, _which, pattern) => {
  expect(compilePattern(pattern)(EMPLOYEES)).toBe(expected);
});
