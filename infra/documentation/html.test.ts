import { html, type Part, page, prose, table } from './html.ts';

describe('text in a page', () => {
  it.each<[Part, string]>([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['"quoted" & more', '&quot;quoted&quot; &amp; more'],
    [5, '5'],
    [0, '0'],
    [false, ''],
    [undefined, ''],
    [['a', ['<b>', false]], 'a&lt;b&gt;'],
    [html`<b>${'<i>'}</b>`, '<b>&lt;i&gt;</b>'],
  ])('that is %j becomes %s', (part, markup) => {
    expect(html`${part}`.markup).toBe(markup);
  });

  it('has paragraphs and code', () => {
    expect(prose('Give `a<b` or `c`.\n\nNot both.').markup).toBe(
      '<p>Give <code>a&lt;b</code> or <code>c</code>.</p><p>Not both.</p>',
    );
  });

  it('is no table when there is nothing in it', () => {
    expect(table('Fields', 'Key', ['Name'], [])).toBe(false);
  });
});

describe('the colours', () => {
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = (
      colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : (colour.slice(1).match(/../g) ?? [])
    ).map((hex) => {
      const share = Number.parseInt(hex, 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (a: string, b: string): number => {
    const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const colour = (property: string) => new RegExp(`(?:^|[;{ ])${property}: (#[0-9a-f]{3,6})`, 'g');
  const found = (rule: string, property: string) => [...rule.matchAll(colour(property))].map(([, value = '']) => value);

  it('of text can be read on every background that it can stand on', () => {
    const rules =
      page('Title', html``)
        .match(/<style>(.*)<\/style>/s)?.[1]
        ?.match(/\{[^}]*\}/g) ?? [];
    const backgrounds = rules
      .filter((rule) => found(rule, 'color').length === 0 || rule.includes('margin: 0'))
      .flatMap((rule) => found(rule, 'background'));
    const pairs = rules.flatMap((rule) =>
      found(rule, 'color').flatMap((text) => {
        const own = found(rule, 'background');
        return (own.length > 0 ? own : backgrounds).map((background) => ({
          text,
          background,
          contrast: contrast(text, background),
        }));
      }),
    );
    expect(new Set(pairs.map(({ background }) => background)).size).toBeGreaterThanOrEqual(3);
    expect(pairs.filter((pair) => pair.contrast < 4.5)).toEqual([]);
  });
});
