/** Small pieces of accessible HTML. Text is escaped unless it comes from here. */

export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = string | number | undefined | false | Html | readonly Part[];

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

const styles = new Html(`
  body { font: 1.125rem/1.5 system-ui, sans-serif; color: #0b0c0c; background: #fff; margin: 0; }
  main, header, footer { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
  header { border-bottom: .25rem solid #00504b; }
  a { color: #00504b; text-underline-offset: .15em; }
  a:focus { outline: .2rem solid #0b0c0c; background: #ffdd00; color: #0b0c0c; }
  .skip { position: absolute; left: -999rem; } .skip:focus { position: static; display: inline-block; padding: .5rem; }
  h2 { margin-top: 3rem; border-top: 1px solid #b1b4b6; padding-top: 1rem; } h3 { margin-top: 2.5rem; }
  code, pre { font: 1rem/1.5 ui-monospace, monospace; background: #f3f2f1; } code { padding: 0 .2em; overflow-wrap: anywhere; }
  pre { padding: 1rem; overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; margin: 1rem 0; } caption { text-align: left; font-weight: bold; padding: .5rem 0; }
  th, td { text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0; border-bottom: 1px solid #b1b4b6; }
  .scroll { overflow-x: auto; }
`);

export const page = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en">
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

/** A table with a caption; it scrolls by itself on a narrow screen, by keyboard too. */
export const table = (caption: string, heads: readonly string[], rows: readonly (readonly Part[])[]): Html | false =>
  rows.length > 0 &&
  html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table></div>`;

/** `code` in backticks, as contracts write it. */
export const prose = (text: string): Html =>
  html`${text
    .split('\n\n')
    .map(
      (paragraph) => html`<p>${paragraph.split('`').map((part, i) => (i % 2 ? html`<code>${part}</code>` : part))}</p>`,
    )}`;
