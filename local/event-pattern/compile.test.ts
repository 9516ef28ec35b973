import { describe, expect, it } from 'vitest';
import { compilePattern } from './compile.ts';
import { InvalidPattern } from './invalid-pattern.ts';

const matches = (pattern: unknown, event: unknown) => compilePattern(pattern)(event);
const event = {
  version: '0',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  resources: ['arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0'],
  detail: {
    state: 'terminated',
    'c-count': 5,
    'd-count': 3,
    'x-limit': 301.8,
    fileName: 'photo.PNG',
    path: 'dir/a/b.txt',
    ip: '10.0.0.7',
    empty: '',
    nothing: null,
    none: [],
    flag: true,
    nested: {
      list: [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
    },
  },
};
const detail = (pattern: unknown) => ({ detail: pattern });

describe('operators, after the examples of the EventBridge user guide', () => {
  it.each<[string, unknown, boolean]>([
    ['exact text', { source: ['aws.ec2'] }, true],
    ['other text', { source: ['aws.s3', 'aws.fargate'] }, false],
    ['any of a list', { source: ['aws.fargate', 'aws.ec2'] }, true],
    ['an element of a list in the event', { resources: [{ prefix: 'arn:aws:ec2:' }] }, true],
    ['number', detail({ 'c-count': [5] }), true],
    ['number against text', detail({ 'c-count': ['5'] }), false],
    ['boolean', detail({ flag: [true] }), true],
    ['null', detail({ nothing: [null] }), true],
    ['null against absent', detail({ missing: [null] }), false],
    ['empty text', detail({ empty: [''] }), true],
    ['prefix', detail({ state: [{ prefix: 'term' }] }), true],
    ['prefix ignoring case', detail({ state: [{ prefix: { 'equals-ignore-case': 'TERM' } }] }), true],
    ['suffix', detail({ fileName: [{ suffix: '.PNG' }] }), true],
    ['suffix in another case', detail({ fileName: [{ suffix: '.png' }] }), false],
    ['suffix ignoring case', detail({ fileName: [{ suffix: { 'equals-ignore-case': '.png' } }] }), true],
    ['equals-ignore-case', detail({ state: [{ 'equals-ignore-case': 'TERMINATED' }] }), true],
    ['anything-but', detail({ state: [{ 'anything-but': 'initializing' }] }), true],
    ['anything-but itself', detail({ state: [{ 'anything-but': ['terminated', 'x'] }] }), false],
    ['anything-but a number', detail({ 'x-limit': [{ 'anything-but': 123 }] }), true],
    ['anything-but numbers', detail({ 'c-count': [{ 'anything-but': [5, 6] }] }), false],
    ['anything-but absent', detail({ missing: [{ 'anything-but': 'x' }] }), false],
    ['anything-but prefix', detail({ state: [{ 'anything-but': { prefix: 'init' } }] }), true],
    ['anything-but prefixes', detail({ state: [{ 'anything-but': { prefix: ['init', 'term'] } }] }), false],
    ['anything-but suffix', detail({ fileName: [{ 'anything-but': { suffix: '.PNG' } }] }), false],
    ['anything-but wildcard', detail({ path: [{ 'anything-but': { wildcard: 'lib/*' } }] }), true],
    [
      'anything-but ignoring case',
      detail({ state: [{ 'anything-but': { 'equals-ignore-case': ['TERMINATED'] } }] }),
      false,
    ],
    ['numeric range', detail({ 'c-count': [{ numeric: ['>', 0, '<=', 5] }] }), true],
    ['numeric bound', detail({ 'd-count': [{ numeric: ['<', 3] }] }), false],
    ['numeric equality', detail({ 'x-limit': [{ numeric: ['=', 3.018e2] }] }), true],
    ['numeric against text', detail({ state: [{ numeric: ['>', 0] }] }), false],
    ['exists', detail({ state: [{ exists: true }] }), true],
    ['exists on what is not there', detail({ missing: [{ exists: true }] }), false],
    ['exists false', detail({ missing: [{ exists: false }] }), true],
    ['exists false below what is not there', { nowhere: { deep: [{ exists: false }] } }, true],
    ['exists sees leaves only', detail({ nested: [{ exists: true }] }), false],
    ['exists and an empty list', detail({ none: [{ exists: false }] }), true],
    ['wildcard', detail({ path: [{ wildcard: 'dir/*/b.*' }] }), true],
    ['wildcard elsewhere', detail({ path: [{ wildcard: 'lib/*' }] }), false],
    ['cidr', detail({ ip: [{ cidr: '10.0.0.0/24' }] }), true],
    ['cidr elsewhere', detail({ ip: [{ cidr: '10.0.1.0/24' }] }), false],
    ['absent or text', detail({ missing: ['x', { exists: false }] }), true],
    ['$or', detail({ $or: [{ 'c-count': [{ numeric: ['>', 10] }] }, { 'd-count': [{ numeric: ['<', 10] }] }] }), true],
    ['$or with nothing true', detail({ $or: [{ 'c-count': [1] }, { 'd-count': [1] }], state: ['terminated'] }), false],
    ['fields of the same element', detail({ nested: { list: { a: [1], b: [2] } } }), true],
    ['fields of different elements', detail({ nested: { list: { a: [1], b: [4] } } }), false],
    ['all fields together', { source: ['aws.ec2'], detail: { state: ['running'] } }, false],
  ])('%s', (_title, pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it('reads stars and backslashes in a wildcard as themselves when they are escaped', () => {
    expect(matches({ a: [{ wildcard: '1\\*2*' }] }, { a: '1*23' })).toBe(true);
    expect(matches({ a: [{ wildcard: '1\\*2*' }] }, { a: '1x23' })).toBe(false);
    expect(matches({ a: [{ wildcard: 'ab*ba' }] }, { a: 'aba' })).toBe(false);
  });

  it('is not fooled by names that objects inherit', () => {
    expect(matches({ constructor: [{ exists: true }] }, {})).toBe(false);
  });
});

describe('patterns that EventBridge refuses', () => {
  it.each([
    ['no JSON', '{'],
    ['a list', []],
    ['empty', {}],
    ['a bare value', { source: 'aws.ec2' }],
    ['an empty list', { source: [] }],
    ['an empty object', { detail: {} }],
    ['an unknown operator', { a: [{ matches: 'x' }] }],
    ['two operators in one', { a: [{ prefix: 'x', suffix: 'y' }] }],
    ['a list in a list', { a: [['x']] }],
    ['prefix of a number', { a: [{ prefix: 1 }] }],
    ['exists of text', { a: [{ exists: 'yes' }] }],
    ['numeric without a list', { a: [{ numeric: 5 }] }],
    ['numeric with an unknown sign', { a: [{ numeric: ['~', 5] }] }],
    ['numeric in the wrong order', { a: [{ numeric: ['<', 5, '>', 1] }] }],
    ['numeric without room', { a: [{ numeric: ['>', 5, '<', 5] }] }],
    ['numeric out of range', { a: [{ numeric: ['>', 6e9] }] }],
    ['anything-but of mixed types', { a: [{ 'anything-but': ['x', 1] }] }],
    ['anything-but of numeric', { a: [{ 'anything-but': { numeric: ['>', 1] } }] }],
    ['two stars in a row', { a: [{ wildcard: 'a**' }] }],
    ['an unknown escape', { a: [{ wildcard: 'a\\b' }] }],
    ['a bad cidr', { a: [{ cidr: '10.0.0.0/33' }] }],
    ['$or of one', { $or: [{ a: [1] }] }],
  ])('%s', (_title, pattern) => {
    expect(() => compilePattern(pattern)).toThrow(InvalidPattern);
  });
});
