/** What Pay refuses: the errors of its API reference, in its words. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export const failure = (status: number, code: string, description: string, field?: string): Answer => ({
  status,
  body: { ...(field && { field }), code, description },
});

type Body = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (most: number) => (value: unknown) => typeof value === 'string' && value.length <= most;
const isAmount = (least: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= 10_000_000;
const isUrlFree = (value: unknown) => isText(255)(value) && !/:\/\/|\bwww\./i.test(String(value));

const isMetadata = (value: unknown) =>
  isObject(value) &&
  Object.keys(value).length >= 1 &&
  Object.keys(value).length <= 15 &&
  Object.entries(value).every(
    ([key, one]) => key.length <= 30 && (['number', 'boolean'].includes(typeof one) || isText(100)(one)),
  );

const isCardholder = (value: unknown) => {
  if (!isObject(value)) return false;
  const { cardholder_name = '', billing_address: address = {} } = value;
  if (!isText(255)(cardholder_name) || !isObject(address)) return false;
  return Object.entries(address).every(([name, one]) => isText(name === 'postcode' ? 25 : 255)(one));
};

/** Stripe takes no less than 30 pence. */
const rules: readonly (readonly [
  field: string,
  isRequired: boolean,
  isGood: (value: unknown) => boolean,
  says: string,
])[] = [
  ['amount', true, isAmount(30), 'Must be greater than or equal to 30'],
  ['reference', true, isUrlFree, 'Must be less than or equal to 255 characters length'],
  ['description', true, isUrlFree, 'Must be less than or equal to 255 characters length'],
  ['return_url', true, isText(2000), 'Must be a valid URL format'],
  ['language', false, (value) => value === 'en' || value === 'cy', 'Must be "en" or "cy"'],
  ['delayed_capture', false, (value) => typeof value === 'boolean', 'Must be true or false'],
  ['email', false, isText(254), 'Must be less than or equal to 254 characters length'],
  ['metadata', false, isMetadata, 'Fields with no more than 100 characters, at most 15 of them'],
  ['prefilled_cardholder_details', false, isCardholder, 'Must be less than or equal to 255 characters length'],
];

const mistake = (body: Body): Answer | undefined => {
  const missing = rules.find(([field, isRequired]) => isRequired && (body[field] === undefined || body[field] === ''));
  if (missing) return failure(400, 'P0101', `Missing mandatory attribute: ${missing[0]}`, missing[0]);
  const unknown = Object.keys(body).find((field) => !rules.some(([name]) => name === field));
  if (unknown) return failure(400, 'P0104', `Unexpected attribute: ${unknown}`, unknown);
  const wrong = rules.find(([field, , isGood]) => body[field] !== undefined && !isGood(body[field]));
  return wrong && failure(422, 'P0102', `Invalid attribute value: ${wrong[0]}. ${wrong[3]}`, wrong[0]);
};

const blocked = failure(
  400,
  'P0920',
  'Request blocked by security rules. Please consult API documentation for more information.',
);

const stringsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : isObject(value) ? Object.values(value).flatMap(stringsIn) : [];

/** What a body says, unless the firewall stops it or it is no JSON. */
export const readBody = (text: string): { readonly body: Body } | { readonly refusal: Answer } => {
  if (text === '') return { refusal: blocked };
  try {
    const body: unknown = JSON.parse(text);
    if (!isObject(body)) return { refusal: failure(400, 'P0197', 'Unable to parse JSON') };
    return stringsIn(body).some((one) => /[<>"\\|]/.test(one)) ? { refusal: blocked } : { body };
  } catch {
    return { refusal: failure(400, 'P0197', 'Unable to parse JSON') };
  }
};

/** Why a payment is not made. `http` comes back only with a test key. */
export const refusalOfPayment = (body: Body, isLive: boolean): Answer | undefined => {
  const found = mistake(body);
  if (found) return found;
  const url = URL.parse(String(body.return_url));
  if (!url)
    return failure(422, 'P0102', 'Invalid attribute value: return_url. Must be a valid URL format', 'return_url');
  return url.protocol === 'https:' || (url.protocol === 'http:' && !isLive) ? undefined : blocked;
};

/** Why a refund is not made. */
export const refusalOfRefund = (body: Body, available: number): Answer | undefined => {
  const { amount, refund_amount_available: lock } = body;
  if (amount === undefined) return failure(400, 'P0601', 'Missing mandatory attribute: amount', 'amount');
  if (!isAmount(1)(amount)) return failure(422, 'P0602', 'Invalid attribute value: amount', 'amount');
  if (lock !== undefined && lock !== available) return failure(412, 'P0604', 'Refund amount available mismatch.');
  return Number(amount) > available ? failure(400, 'P0603', 'The payment is not available for refund') : undefined;
};
