import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Short time-outs, so that a stuck connection is retried within a caller's patience. Without the last one the SDK only warns. */
const requestHandler = { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true };

/** One client per warm function. */
export const client = new DynamoDBClient({ maxAttempts: 4, requestHandler });
