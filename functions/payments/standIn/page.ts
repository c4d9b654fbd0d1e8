/** The payer's page: what a person does at GOV.UK Pay with a card, here with three buttons. */
import type { StandInPayment } from './account.ts';

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

const words = {
  en: {
    title: 'Enter card details',
    pay: 'Pay',
    decline: 'Pay with a card that is declined',
    cancel: 'Cancel payment',
  },
  cy: {
    title: 'Rhowch fanylion y cerdyn',
    pay: 'Talu',
    decline: 'Talu â cherdyn sy’n cael ei wrthod',
    cancel: 'Canslo’r taliad',
  },
};

const document = (language: string, title: string, content: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head><body><main><h1>${title}</h1>${content}</main></body></html>`;

export const payPage = ({ amount, description, language = 'en' }: StandInPayment, session: string): string => {
  const { title, pay, decline, cancel } = words[language];
  const button = (outcome: string, label: string) =>
    `<p><button name="outcome" value="${outcome}">${label}</button></p>`;
  const pounds = `£${(amount / 100).toFixed(2)}`;
  return document(
    language,
    title,
    `<p>This stands in for GOV.UK Pay. No money is taken.</p><p>${escaped(description)}: <strong>${pounds}</strong></p><form method="post" action="/card_details/${session}">${button('success', pay)}${button('declined', decline)}${button('cancelled', cancel)}</form>`,
  );
};

export const overPage = document(
  'en',
  'Your payment session has ended',
  '<p>Go back to the service that you came from.</p>',
);
