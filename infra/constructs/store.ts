/** Our table: generic keys, on demand, recoverable to any second of the last 35 days, and hard to lose in production. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, type GlobalSecondaryIndexPropsV2, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';

export interface StoreProps {
  readonly production: boolean;
  readonly indexes?: readonly string[];
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

const index = (name: string): GlobalSecondaryIndexPropsV2 => ({
  indexName: name,
  partitionKey: text(`${name}pk`),
  sortKey: text(`${name}sk`),
});

export const store = (scope: Construct, id: string, { production, indexes = [] }: StoreProps): TableV2 =>
  new TableV2(scope, id, {
    partitionKey: text('pk'),
    sortKey: text('sk'),
    globalSecondaryIndexes: indexes.map(index),
    timeToLiveAttribute: 'expiresAt',
    encryption: TableEncryptionV2.dynamoOwnedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: production,
    removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
