// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation has placeholders of its own.
import { type Json, physicalId, Resolver, type Template } from './intrinsics.ts';

const platform: Template = {
  Resources: { Keys: { Type: 'AWS::DynamoDB::GlobalTable' } },
  Outputs: {
    KeysName: { Value: { Ref: 'Keys' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Keys' } } },
    Unexported: { Value: 'x' },
  },
};
const capability: Template = {
  Resources: {
    Function: { Type: 'AWS::Lambda::Function' },
    Role: { Type: 'AWS::IAM::Role' },
    Table: { Type: 'AWS::DynamoDB::GlobalTable' },
  },
};
const templates = new Map([
  ['commons-platform', platform],
  ['commons-addresses', capability],
]);
const resolve = (value: Json) => new Resolver(templates, 'eu-west-2').resolve('commons-addresses', value);

it.each<[string, Json, Json]>([
  ['Ref to a resource', { Ref: 'Table' }, 'commons-addresses-Table'],
  ['Ref to the region', { Ref: 'AWS::Region' }, 'eu-west-2'],
  ['Ref to the account', { Ref: 'AWS::AccountId' }, '000000000000'],
  ['Ref to the stack', { Ref: 'AWS::StackName' }, 'commons-addresses'],
  [
    'GetAtt of a function’s ARN',
    { 'Fn::GetAtt': ['Function', 'Arn'] },
    'arn:aws:lambda:eu-west-2:000000000000:function/commons-addresses-Function',
  ],
  [
    'GetAtt of a table’s ARN',
    { 'Fn::GetAtt': ['Table', 'Arn'] },
    'arn:aws:dynamodb:eu-west-2:000000000000:table/commons-addresses-Table',
  ],
  ['GetAtt of anything else', { 'Fn::GetAtt': ['Role', 'RoleId'] }, 'commons-addresses-Role'],
  ['ImportValue from another stack', { 'Fn::ImportValue': 'commons-platform:Keys' }, 'commons-platform-Keys'],
  ['Join', { 'Fn::Join': ['/', ['integrations', { Ref: 'Table' }]] }, 'integrations/commons-addresses-Table'],
  ['Sub', { 'Fn::Sub': '${AWS::Region}/${Function.Arn}' }, expect.stringMatching(/^eu-west-2\/arn:aws:lambda:/)],
  [
    'Sub with values of its own',
    { 'Fn::Sub': ['${A}-${Table}', { A: { Ref: 'AWS::Region' } }] },
    'eu-west-2-commons-addresses-Table',
  ],
  ['Sub of what is meant literally', { 'Fn::Sub': 'a ${!Table}' }, 'a ${Table}'],
  ['Select from Split', { 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'Table' }] }] }, 'addresses'],
  ['Select beyond the end', { 'Fn::Select': [9, ['a']] }, null],
  ['plain values', [1, 'a', true, null, { a: { b: [] } }], [1, 'a', true, null, { a: { b: [] } }]],
  ['functions anywhere inside', { a: [{ b: { Ref: 'AWS::Region' } }] }, { a: [{ b: 'eu-west-2' }] }],
  ['an object that only looks like one', { Ref: 'Table', more: 1 }, { Ref: 'Table', more: 1 }],
])('works out %s', (_, value, result) => {
  expect(resolve(value)).toEqual(result);
});

it.each<[string, Json, string]>([
  ['a function that it does not know', { 'Fn::If': ['A', 1, 2] }, 'does not know Fn::If'],
  ['an attribute of nothing', { 'Fn::GetAtt': ['Nothing', 'Arn'] }, 'commons-addresses has no resource Nothing'],
  ['an import that nobody exports', { 'Fn::ImportValue': 'x' }, 'No stack exports x'],
])('refuses %s', (_, value, says) => {
  expect(() => resolve(value)).toThrow(says);
});

it('keeps names as short as AWS does, and their ends apart', () => {
  const name = physicalId('a'.repeat(200), 'Table');
  expect(name).toHaveLength(120);
  expect(name).toMatch(/a-Table$/);
});
