// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub has placeholders of that form.
import { describe, expect, it } from 'vitest';
import { evaluate, UNKNOWN } from './intrinsics.ts';
import { createScope } from './scope.ts';
import type { Json, Template } from './template.ts';

const template: Template = {
  Parameters: { Stage: { Type: 'String' } },
  Mappings: { Sizes: { prod: { memory: 1024 } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    Itself: { 'Fn::Not': [{ Condition: 'Itself' }] },
  },
  Rules: {},
  Resources: { Queue: { Type: 'Test::Unit::Thing' }, Custom: { Type: 'Custom::Thing' } },
  Outputs: {},
};

const scopeFor = (stage: unknown, resource: () => never | ReturnType<Parameters<typeof createScope>[0]['resource']>) =>
  createScope({
    house: { account: '000000000000', region: 'us-east-1' },
    template,
    stack: { id: 'arn:stack', name: 'one', notificationArns: [] },
    parameters: { Stage: stage, List: ['a', 'b'] },
    resource,
    importValue: (name) => `imported ${name}`,
  });

const known = scopeFor('prod', () => ({
  physicalId: 'queue-1',
  attributes: { Arn: 'arn:queue', Endpoint: { Address: 'here' }, 'Outputs.X': 'out' },
}));
const value = (expression: unknown) => evaluate(expression, known);

describe('intrinsic functions', () => {
  it.each<[string, Json, unknown]>([
    ['Ref of a parameter', { Ref: 'Stage' }, 'prod'],
    ['Ref of a resource', { Ref: 'Queue' }, 'queue-1'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Partition' }, 'aws'],
    ['Ref of the account', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['Ref of the stack', { Ref: 'AWS::StackId' }, 'arn:stack'],
    ['Ref of the URL suffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:queue'],
    ['GetAtt with a dot', { 'Fn::GetAtt': 'Queue.Arn' }, 'arn:queue'],
    ['GetAtt of a nested attribute', { 'Fn::GetAtt': ['Queue', 'Endpoint.Address'] }, 'here'],
    ['GetAtt of an output', { 'Fn::GetAtt': ['Queue', 'Outputs.X'] }, 'out'],
    [
      'Sub of a text',
      { 'Fn::Sub': '${Stage}:${Queue.Arn}:${AWS::Region}:${!Stage}' },
      'prod:arn:queue:us-east-1:${Stage}',
    ],
    ['Sub with variables', { 'Fn::Sub': ['${A}/${Stage}', { A: { Ref: 'Queue' } }] }, 'queue-1/prod'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, { Ref: 'AWS::NoValue' }, 3]] }, 'a-prod-3'],
    ['Join of a list parameter', { 'Fn::Join': [',', { Ref: 'List' }] }, 'a,b'],
    ['Select', { 'Fn::Select': ['1', { Ref: 'List' }] }, 'b'],
    ['Split', { 'Fn::Split': [':', 'a:b'] }, ['a', 'b']],
    ['Select of a Split', { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] }, 'queue'],
    ['If', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'yes'],
    ['And', { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsDev' }] }, false],
    ['Or', { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsDev' }] }, true],
    ['Not', { 'Fn::Not': [{ Condition: 'IsProd' }] }, false],
    ['Equals of a number and its text', { 'Fn::Equals': [5, '5'] }, true],
    ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 1024],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-x' } }, 'imported prod-x'],
    ['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    ['GetAZs', { 'Fn::GetAZs': '' }, ['us-east-1a', 'us-east-1b', 'us-east-1c']],
    ['ToJsonString', { 'Fn::ToJsonString': { A: { Ref: 'Stage' } } }, '{"A":"prod"}'],
    ['Length', { 'Fn::Length': { Ref: 'List' } }, 2],
    ['Contains', { 'Fn::Contains': [['dev', 'prod'], { Ref: 'Stage' }] }, true],
  ])('%s', (_, expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  it('leaves out what is AWS::NoValue', () => {
    expect(value({ A: { 'Fn::If': ['IsDev', 1, { Ref: 'AWS::NoValue' }] }, B: [{ Ref: 'AWS::NoValue' }, 2] })).toEqual({
      B: [2],
    });
  });

  it('leaves the conditions of a policy alone', () => {
    const policy = { Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } };
    expect(value(policy)).toEqual({ Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } } });
  });

  it.each<[string, Json, RegExp]>([
    ['Fn::Transform', { 'Fn::Transform': { Name: 'x' } }, /does not support Fn::Transform/],
    ['Fn::Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 2] }, /does not support Fn::Cidr/],
    ['an unknown name', { Ref: 'Nobody' }, /Unresolved dependencies \[Nobody\]/],
    [
      'an attribute nobody provides',
      { 'Fn::GetAtt': ['Queue', 'Nope'] },
      /does not provide the attribute Nope of Queue/,
    ],
    [
      'data a custom resource did not answer',
      { 'Fn::GetAtt': ['Custom', 'Nope'] },
      /Vendor response doesn't contain Nope/,
    ],
    ['a selection past the end', { 'Fn::Select': [9, ['a']] }, /nonexistent value at index 9/],
    [
      'an unknown mapping',
      { 'Fn::FindInMap': ['Sizes', 'dev', 'memory'] },
      /Unable to get mapping for Sizes::dev::memory/,
    ],
    ['a condition in a circle', { 'Fn::If': ['Itself', 1, 2] }, /Circular condition Itself/],
    ['an unknown condition', { 'Fn::If': ['Nope', 1, 2] }, /Unresolved condition dependency Nope/],
    ['a malformed Join', { 'Fn::Join': 'x' }, /every Fn::Join object/],
  ])('refuses %s', (_, expression, message) => {
    expect(() => value(expression)).toThrow(message);
  });

  it('carries what is unknown before the deploy through every function', () => {
    const unknown = scopeFor(UNKNOWN, () => UNKNOWN);
    for (const expression of [
      { Ref: 'Queue' },
      { 'Fn::Sub': 'a ${Queue.Arn}' },
      { 'Fn::Join': ['', ['a', { Ref: 'Queue' }]] },
      { 'Fn::Select': [0, { 'Fn::Split': [':', { Ref: 'Queue' }] }] },
      { 'Fn::If': ['IsProd', 1, 2] },
      { 'Fn::Base64': { Ref: 'Queue' } },
    ]) {
      expect(evaluate(expression, unknown)).toBe(UNKNOWN);
    }
  });
});
