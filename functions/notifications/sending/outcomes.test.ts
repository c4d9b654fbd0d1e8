import { Down } from '#shared/outbound.ts';
import type { Channel } from '../contract/fields.ts';
import type { Progress } from '../messages/kept.ts';
import { bodyOf } from '../notify/bodies.ts';
import { Rejected } from '../notify/client.ts';
import { parseApiKey, tokenFor } from '../notify/token.ts';
import { afterFailure, afterStatus } from './outcomes.ts';

const at = Date.parse('2026-11-23T22:30:00Z');
const minute = 60_000;
const sending: Progress = {
  ...{ status: 'sending', language: 'en', queuedAt: new Date(at).toISOString() },
  ...{ round: 1, attempts: 1, dueAt: at + minute, lease: at + minute },
};
const accepted: Progress = { ...sending, status: 'accepted', acceptedAt: new Date(at - minute).toISOString() };

it.each<[Channel, string | undefined, Partial<Progress>]>([
  ['email', 'delivered', { status: 'delivered' }],
  ['letter', 'received', { status: 'delivered' }],
  ['sms', 'sent', { status: 'accepted', reason: 'no_news', finishedAt: expect.any(String) }],
  ['email', 'permanent-failure', { status: 'failed', reason: 'permanent_failure' }],
  ['letter', 'validation-failed', { status: 'failed', reason: 'refused' }],
  ['letter', 'cancelled', { status: 'cancelled', reason: 'cancelled_in_notify' }],
  ['email', 'temporary-failure', { status: 'queued', round: 2, attempts: 0, dueAt: at + 60 * minute }],
  ['sms', 'technical-failure', { status: 'queued', round: 2, attempts: 0, dueAt: at + 5 * minute }],
  ['letter', 'technical-failure', { status: 'accepted', dueAt: at + 360 * minute }],
  ['sms', 'pending', { status: 'accepted', dueAt: at + 60 * minute }],
  ['email', 'a-status-of-tomorrow', { status: 'accepted', dueAt: at + 60 * minute }],
  ['email', 'toString', { status: 'accepted', dueAt: at + 60 * minute }],
  ['email', undefined, { status: 'accepted', reason: 'no_news', finishedAt: expect.any(String) }],
])('takes an %s that is %s as it is', (channel, status, expected) => {
  const after = afterStatus(channel, accepted, status, at);
  expect(after).toMatchObject(expected);
  expect([after.lease, after.finishedAt !== undefined && after.dueAt]).toEqual([
    undefined,
    after.finishedAt ? undefined : false,
  ]);
});

it('gives up after the third round', () => {
  const third = { ...accepted, round: 3 };
  expect(afterStatus('email', third, 'temporary-failure', at)).toMatchObject({
    status: 'failed',
    reason: 'temporary_failure',
  });
});

const failed = (channel: Channel, error: Error, progress = sending) =>
  afterFailure(channel, progress, error, { at, random: () => 0 });

it.each([
  ['the daily limit', new Rejected(429, 'TooManyRequestsError'), 90, 'email'],
  ['the limit of a minute', new Rejected(429, 'RateLimitError'), 1, 'all'],
  ['a refused key', new Rejected(403, 'AuthError'), 5, 'all'],
])('after %s it pauses, and is certain that nothing was sent', (_, error, minutes, what) => {
  const { progress, pause } = failed('email', error, { ...sending, isUnsure: true });
  expect(pause).toEqual({ what, until: at + minutes * minute });
  expect(progress).toMatchObject({ status: 'queued', dueAt: at + minutes * minute });
  expect(progress.isUnsure).toBeUndefined();
});

it.each([
  ['is down', new Down('504', 30), true],
  ['was never asked', new Down('left alone', 5, { unsent: true }), undefined],
])('after Notify %s it waits longer each time, half an hour at most', (_, error, isUnsure) => {
  const waits = [1, 2, 3, 9].map(
    (attempts) => (failed('sms', error, { ...sending, attempts }).progress.dueAt ?? 0) - at,
  );
  expect(waits).toEqual([1, 2, 4, 30].map((minutes) => minutes * minute));
  expect(failed('sms', error).progress.isUnsure).toBe(isUnsure);
});

it('has failed for good after any other refusal, and hides no mistake of ours', () => {
  expect(failed('letter', new Rejected(403, 'BadRequestError'))).toEqual({
    progress: expect.objectContaining({ status: 'failed', reason: 'refused', detail: 'BadRequestError' }),
  });
  expect(() => failed('email', new TypeError('ours'))).toThrow('ours');
});

it('takes links out of what people wrote, in lists too, and has Notify sanitise the rest', () => {
  const to = { email: 'jo@resident.example', phone: '+447700900123', address: ['Jo', '1 Example Street', 'ZZ1 1AA'] };
  const personalisation = {
    name: 'Jo\u202e https://evil.example/x www.evil.example (xhttps://evil.example',
    things: ['[click](https://evil.example)', 'b'],
  };
  const sent = { to, personalisation, template: 't', reference: 'r', unsubscribeUrl: 'https://api.example/u' };
  const senders = { emailReplyToId: 'reply', smsSenderId: 'sender' };
  const [email, sms, letter] = (['email', 'sms', 'letter'] as const).map((channel) => bodyOf(channel, sent, senders));
  expect(email).toEqual({
    ...{ template_id: 't', reference: 'r', email_address: to.email, email_reply_to_id: 'reply' },
    personalisation: { name: 'Jo   (x', things: ['click', 'b'], unsubscribe_link: sent.unsubscribeUrl },
    ...{ sanitise_content_for: ['name'], one_click_unsubscribe_url: sent.unsubscribeUrl },
  });
  expect(sms).toMatchObject({ phone_number: to.phone, sms_sender_id: 'sender', personalisation: { name: 'Jo   (x' } });
  expect(letter).toMatchObject({
    personalisation: { address_line_1: 'Jo', address_line_3: 'ZZ1 1AA', name: 'Jo   (x' },
  });
  expect(bodyOf('email', { ...sent, unsubscribeUrl: 'http://localhost:3000/u' }, {})).not.toHaveProperty(
    'one_click_unsubscribe_url',
  );
});

it('reads a key from its end, and makes a token of three parts', () => {
  const [service, secret] = ['26785a09-ab16-4eb0-8407-a37497a57506', '3d844edf-8d35-48ac-975b-e847b4f122b0'];
  expect(parseApiKey(`my-own-key-${service}-${secret}\n`)).toEqual({ service, secret });
  expect([parseApiKey(undefined), parseApiKey(`key-${secret}`), parseApiKey('')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const [head = '', payload = '', signature = ''] = tokenFor({ service, secret }, 1_500_500).split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  expect([read(head), read(payload), signature.length]).toEqual([
    { typ: 'JWT', alg: 'HS256' },
    { iss: service, iat: 1500 },
    43,
  ]);
});
