/** The page behind the unsubscribe link of emails, and one-click unsubscribing (RFC 8058). */
import * as z from 'zod/mini';
import { type Dialect, described, get, ok, post, problem, problemDetails } from '#shared/contract/index.ts';
import { Language } from './fields.ts';
import { brokenLinkPage } from './unsubscribePages.ts';

export class LinkNotKnown extends problem({
  slug: 'notifications-link-not-known',
  status: 404,
  title: 'The unsubscribe link does not work',
  advice: 'Copy the whole link out of the email. If it still does not work, tell the council.',
}) {}

/** Problems as a page for those who ask for one. */
const pages: Dialect = {
  ...problemDetails,
  name: 'page',
  forms: { html: { mediaType: 'text/html', write: brokenLinkPage } },
};

const params = z.strictObject({
  token: described(
    z.string().check(z.regex(/^[\w-]{1,200}\.[\w-]{22}$/, 'must be the end of an unsubscribe link')),
    'From the email.',
    'eyJjIjoiLi4uIn0.y3VxQZ7n0m1kS5b2c9dEfA',
  ),
});
const query = z.strictObject({
  language: z.optional(described(Language, 'Of the page; that of the email unless told.')),
});
const shown = ok(described(z.string(), 'A page for people.'), { mediaType: 'text/html' });
const shared = { access: 'public', params, query, returns: shown, dialect: pages, problems: [LinkNotKnown] } as const;

export const unsubscribeOperations = {
  showUnsubscribe: get('/{council}/notifications/unsubscribe/{token}', {
    ...shared,
    summary: 'The page behind the unsubscribe link of an email',
    description:
      'Asks whether the person means it. Looking at it changes nothing, because mail systems look at links too.',
  }),
  unsubscribe: post('/{council}/notifications/unsubscribe/{token}', {
    ...shared,
    summary: 'Unsubscribe',
    description:
      'From messages of this kind, at once (RFC 8058). Whatever the body is, or none. Doing it again changes nothing.',
  }),
};
