/** Steps for keys. */
import { council, made, type Step, sameRequest, type Wanted } from './walk.ts';

const once = (body: object) => () => ({ path: { council }, body, ...sameRequest });
const key =
  (wanted: Wanted = {}) =>
  () => ({ ...wanted, path: { council, keyId: made.keyId } });
export const keyBody = { label: 'Test', scopes: ['addresses:read'] };
const unknown = { council, keyId: '0000000000' };

export const accessSteps: readonly Step[] = [
  ['createKey', 201, () => ({ path: { council }, body: keyBody })],
  ['createKey', 201, once(keyBody)],
  ['createKey', 201, once(keyBody)],
  ['createKey', 422, once({ ...keyBody, label: 'Other' })],
  ['createKey', 400, () => ({ path: { council }, body: {} })],
  ['listKeys', 200, () => ({ path: { council }, query: 'limit=1' })],
  ['getKey', 200, key()],
  ['getKey', 404, () => ({ path: unknown })],
  ['changeKey', 200, key({ body: { label: 'Other' } })],
  ['changeKey', 404, () => ({ path: unknown, body: {} })],
  ['rotateKey', 201, key({ body: {}, ...sameRequest })],
  ['rotateKey', 422, key({ body: { overlapDays: 1 }, ...sameRequest })],
  ['rotateKey', 409, key({ body: {} })],
  ['rotateKey', 404, () => ({ path: unknown, body: {} })],
  ['revokeKey', 200, key()],
  ['revokeKey', 404, () => ({ path: unknown })],
  ['listAudit', 200, () => ({ path: { council }, query: 'limit=1' })],
];
