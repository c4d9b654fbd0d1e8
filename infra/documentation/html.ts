/** Small pieces of accessible HTML. Text is escaped unless it comes from here. */

export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

export type Part = string | number | undefined | false | Html | readonly Part[];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const rendered = (part: Part): string => {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.markup;
  return typeof part === 'object' ? part.map(rendered).join('') : escaped(String(part));
};

/** Template tag: everything put into it is escaped, except other `html` values. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(String.raw({ raw: strings }, ...parts.map(rendered)));

/** The GOV.UK palette: every text colour has a contrast of at least 4.5 to 1 on every background it stands on. */
const styles = new Html(`
  body { font: 1.125rem/1.5 system-ui, sans-serif; color: #0b0c0c; background: #fff; margin: 0; }
  main, header, footer { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
  header { border-bottom: .25rem solid #1d70b8; } footer { border-top: 1px solid #b1b4b6; margin-top: 4rem; }
  p, li { max-width: 42rem; }
  h1, h2, h3 { line-height: 1.2; overflow-wrap: anywhere; } h1 { font-size: 2.25rem; }
  h2 { font-size: 1.75rem; margin-top: 4rem; border-top: .25rem solid #b1b4b6; padding-top: 1.5rem; }
  h3 { font-size: 1.375rem; margin-top: 3rem; }
  a { color: #1d70b8; text-underline-offset: .15em; } a:visited { color: #4c2c92; } a:hover { color: #003078; }
  a:focus { outline: .2rem solid transparent; color: #0b0c0c; background: #ffdd00; box-shadow: 0 -2px #ffdd00, 0 4px #0b0c0c; }
  main:focus { outline: none; }
  .skip { position: absolute; left: -999rem; } .skip:focus { position: static; display: inline-block; padding: .5rem; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .quiet { color: #505a5f; font-weight: normal; font-size: 1rem; }
  code, pre { font: .95em/1.5 ui-monospace, monospace; background: #f3f2f1; overflow-wrap: anywhere; }
  code { padding: 0 .2em; } pre { padding: 1rem; white-space: pre-wrap; } pre code { padding: 0; }
  nav ul { columns: 22rem; padding-left: 1.25rem; } nav li { break-inside: avoid; margin-bottom: .25rem; }
  table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; }
  caption { text-align: left; font-weight: bold; padding: .5rem 0; }
  th, td { text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0; border-bottom: 1px solid #b1b4b6; }
  th { width: 35%; } td { overflow-wrap: anywhere; } td p:first-child { margin-top: 0; } td p:last-child { margin-bottom: 0; }
`);

export const page = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${styles}</style>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header><p><strong>Council Commons</strong></p></header>
<main id="main" tabindex="-1">
${body}
</main>
<footer><p><a href="/docs">All operations</a> · <a href="/openapi.json">OpenAPI document</a></p></footer>
</body>
</html>
`.markup;

/** Two or three columns of text that wrap: it fits a narrow screen without scrolling. `of` is said to screen readers only. */
export const table = (caption: string, of: string, heads: readonly string[], rows: readonly (readonly Part[])[]) =>
  rows.length > 0 &&
  html`<table>
<caption>${caption}${of && html`<span class="hidden"> of ${of}</span>`}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([first, ...rest]) =>
    html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
)}</tbody>
</table>`;

/** `code` in backticks, as contracts write it. */
export const inline = (text: string): Html =>
  html`${text.split('`').map((part, i) => (i % 2 ? html`<code>${part}</code>` : part))}`;

export const prose = (text: string): Html =>
  html`${text.split('\n\n').map((paragraph) => html`<p>${inline(paragraph)}</p>`)}`;
