/** What GOV.UK Notify is sent, channel by channel. */
import type { Channel } from '../contract/fields.ts';
import type { Personalisation } from '../contract/messages.ts';
import type { Content } from '../messages/kept.ts';

/** Of the provider's settings. */
export interface Senders {
  readonly emailReplyToId?: string | undefined;
  readonly smsSenderId?: string | undefined;
}

interface Sent extends Pick<Content, 'to' | 'personalisation'> {
  readonly template: string;
  readonly reference: string;
  /** Of the page where the person can unsubscribe, for emails that have one. */
  readonly unsubscribeUrl?: string | undefined;
}

const link = /(?:https?:\/\/|\bwww\.)\S*/gi;
/** Marks that nobody sees, and that turn words round or hide what they are. */
const unseen = /[\p{Cf}]/gu;

/** What people wrote may reach somebody else's inbox as the council's: links go out of it. Those of the council are in its templates. */
const stripped = (text: string): string => text.replaceAll(unseen, '').replaceAll(link, '').trim();
/** In lists, too, whose parts Notify may not look at. */
const withoutMarkdown = (text: string): string =>
  stripped(text)
    .replaceAll(/[[\]()#*^]/g, ' ')
    .trim();

const strippedAll = (personalisation: Personalisation) =>
  Object.fromEntries(
    Object.entries(personalisation).map(([key, value]) => [
      key,
      typeof value === 'string' ? stripped(value) : value.map(withoutMarkdown),
    ]),
  );

type Write = (sent: Sent, senders: Senders) => object;

const writes: Readonly<Record<Channel, Write>> = {
  email: ({ to, personalisation, unsubscribeUrl }, { emailReplyToId }) => {
    const given = strippedAll(personalisation);
    return {
      email_address: to.email,
      personalisation: { ...given, ...(unsubscribeUrl && { unsubscribe_link: unsubscribeUrl }) },
      sanitise_content_for: Object.keys(given).filter((key) => typeof given[key] === 'string'),
      ...(emailReplyToId && { email_reply_to_id: emailReplyToId }),
      ...(unsubscribeUrl?.startsWith('https:') && { one_click_unsubscribe_url: unsubscribeUrl }),
    };
  },
  sms: ({ to, personalisation }, { smsSenderId }) => ({
    phone_number: to.phone,
    personalisation: strippedAll(personalisation),
    ...(smsSenderId && { sms_sender_id: smsSenderId }),
  }),
  letter: ({ to, personalisation }) => ({
    personalisation: {
      ...strippedAll(personalisation),
      ...Object.fromEntries((to.address ?? []).map((line, i) => [`address_line_${i + 1}`, line])),
    },
  }),
};

export const bodyOf = (channel: Channel, sent: Sent, senders: Senders): object => ({
  template_id: sent.template,
  reference: sent.reference,
  ...writes[channel](sent, senders),
});
