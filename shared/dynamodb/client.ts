import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** One client per warm function; short time-outs, so that a stuck connection is retried within a caller's patience. */
export const client = new DynamoDBClient({
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 5000 },
});
