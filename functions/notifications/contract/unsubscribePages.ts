/** Pages for residents, in English and Welsh. They hold nothing of the person. */
import type { Language } from './fields.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The GOV.UK palette: every text colour has a contrast of at least 4.5 to 1 on what it stands on. */
const styles = `
  body { font: 1.125rem/1.5 system-ui, sans-serif; color: #0b0c0c; background: #fff; margin: 0; }
  main, header { max-width: 42rem; margin: 0 auto; padding: 0 1rem; }
  header { border-bottom: .25rem solid #1d70b8; }
  h1 { font-size: 2.25rem; line-height: 1.2; }
  a { color: #1d70b8; } a:visited { color: #4c2c92; }
  button { font: inherit; padding: .5rem 1rem; color: #fff; background: #00703c; border: 2px solid #00703c; cursor: pointer; }
  a:focus, button:focus { outline: .2rem solid #0b0c0c; color: #0b0c0c; background: #fd0; }
`;

interface Words {
  readonly title: string;
  readonly text: string;
  readonly button?: string;
}

const other = { en: 'cy', cy: 'en' } as const;
const switched = { en: 'Cymraeg', cy: 'English' } as const;

const page = (language: Language, council: string, { title, text, button }: Words): string => `<!doctype html>
<html lang="${language === 'cy' ? 'cy' : 'en-GB'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – ${escaped(council)}</title>
<style>${styles}</style>
</head>
<body>
<header><p><strong>${escaped(council)}</strong></p></header>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
${button ? `<form method="post"><button type="submit">${escaped(button)}</button></form>\n` : ''}<p><a href="?language=${other[language]}" hreflang="${other[language]}" lang="${other[language]}">${switched[language]}</a></p>
</main>
</body>
</html>
`;

const asking = {
  en: {
    title: 'Stop these emails',
    text: 'Do you want the council to stop sending you emails of this kind? You will still get other messages from the council.',
    button: 'Stop these emails',
  },
  cy: {
    title: 'Atal yr e-byst hyn',
    text: 'Ydych chi am i’r cyngor roi’r gorau i anfon e-byst o’r math hwn atoch? Byddwch yn dal i gael negeseuon eraill gan y cyngor.',
    button: 'Atal yr e-byst hyn',
  },
} as const satisfies Record<Language, Words>;

const done = {
  en: { title: 'You have unsubscribed', text: 'The council will not send you emails of this kind any more.' },
  cy: { title: 'Rydych wedi dad-danysgrifio', text: 'Ni fydd y cyngor yn anfon e-byst o’r math hwn atoch mwyach.' },
} as const satisfies Record<Language, Words>;

const broken = {
  title: 'This link does not work',
  text: 'Copy the whole link out of the email and try again. If it still does not work, tell the council. / Copïwch y ddolen gyfan o’r e-bost a rhoi cynnig arall arni. Os nad yw’n gweithio o hyd, rhowch wybod i’r cyngor.',
};

export const askingPage = (language: Language, council: string): string => page(language, council, asking[language]);
export const donePage = (language: Language, council: string): string => page(language, council, done[language]);
export const brokenLinkPage = (): string => page('en', 'Council Commons', broken);
