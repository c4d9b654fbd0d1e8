/** Items, keys and conditions in plain values, and as the SDK wants them. */
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

export type Item = Record<string, unknown>;

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A condition or update in DynamoDB's expression language; every `#name` and `:value` in it is listed here. */
export interface Expression {
  readonly text: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
}

export type Write =
  | { readonly put: Item; readonly condition?: Expression }
  | { readonly update: Key; readonly set: Expression; readonly condition?: Expression }
  | { readonly remove: Key; readonly condition?: Expression }
  | { readonly check: Key; readonly condition: Expression };

export const ifAbsent: Expression = { text: 'attribute_not_exists(pk)' };

export const marshalled = (item: Item) => marshall(item, { removeUndefinedValues: true });

export const expressed = (condition?: Expression, update?: Expression) => {
  const names = { ...condition?.names, ...update?.names };
  const values = { ...condition?.values, ...update?.values };
  return {
    ...(condition && { ConditionExpression: condition.text, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }),
    ...(update && { UpdateExpression: update.text }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: marshalled(values) }),
  };
};

export const transactItem = (TableName: string, write: Write): TransactWriteItem => {
  if ('put' in write) return { Put: { TableName, Item: marshalled(write.put), ...expressed(write.condition) } };
  if ('update' in write) {
    const { UpdateExpression = '', ...rest } = expressed(write.condition, write.set);
    return { Update: { TableName, Key: marshalled({ ...write.update }), UpdateExpression, ...rest } };
  }
  if ('remove' in write)
    return { Delete: { TableName, Key: marshalled({ ...write.remove }), ...expressed(write.condition) } };
  const { ConditionExpression = '', ...rest } = expressed(write.condition);
  return { ConditionCheck: { TableName, Key: marshalled({ ...write.check }), ConditionExpression, ...rest } };
};
