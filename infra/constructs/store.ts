/** Our table: generic keys, on demand, recoverable to any second of the last 35 days, and hard to lose in production. */
import { CfnOutput, type CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  type GlobalSecondaryIndexPropsV2,
  type ITableV2,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { outputOf } from '../stores.ts';

export interface StoreProps {
  readonly production: boolean;
  readonly indexes?: readonly string[];
  /** Tells what is written to it, for the publisher of its outbox. */
  readonly stream?: boolean;
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

const index = (name: string): GlobalSecondaryIndexPropsV2 => ({
  indexName: name,
  partitionKey: text(`${name}pk`),
  sortKey: text(`${name}sk`),
});

export const store = (scope: Construct, id: string, { production, indexes = [], stream }: StoreProps): TableV2 =>
  new TableV2(scope, id, {
    partitionKey: text('pk'),
    sortKey: text('sk'),
    globalSecondaryIndexes: indexes.map(index),
    ...(stream && { dynamoStream: StreamViewType.NEW_IMAGE }),
    timeToLiveAttribute: 'expiresAt',
    encryption: TableEncryptionV2.dynamoOwnedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: production,
    removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });

export interface UsedTable extends Pick<ITableV2, 'tableArn' | 'tableName'> {
  /** Of a table with a stream. */
  readonly streamArn: string | undefined;
}

/** A restored table, and its stream as `npm run deploy` found it. */
export interface Restored {
  readonly name: string | undefined;
  readonly streamArn?: string | undefined;
}

/**
 * The table to use: this one or, after a restore, the one that commons.config.json names, which no stack owns
 * (docs/decisions/0011). The stack tells it in an output, the template in the metadata of the table that it stands for.
 */
export const inUse = (own: TableV2, { name, streamArn = own.tableStreamArn }: Restored): UsedTable => {
  const { tableArn, tableName } = name ? TableV2.fromTableName(own, 'Restored', name) : own;
  new CfnOutput(Stack.of(own), outputOf(own.node.id), { value: tableName });
  if (name) (own.node.defaultChild as CfnResource).addMetadata('restored', name);
  return { tableArn, tableName, streamArn };
};
