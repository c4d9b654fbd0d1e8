/** The pages that people read, held to what WCAG 2.2 AA asks of their structure (html.test.ts has the colours). */
import { join } from 'node:path';
import { documentation } from '#infra/documentation/index.ts';
import type { Capability } from '#shared/contract/capability.ts';
import * as shared from '#shared/contract/problems.ts';
import { allElements, type Element, elements, parseHtml, textOf } from '#test/support/html.ts';
import { type Document, deployment, operationsOf } from '#test/support/openApi.ts';

const config = join(import.meta.dirname, '../e2e/commons.config.json');

let contracts: readonly Capability[];
let document: Document;
/** By path. */
let pages: Map<string, string>;
beforeAll(async () => {
  const { contracts: found, config: deployed } = await deployment(config);
  contracts = found;
  const {
    'docs.html': docs = '',
    'problems.json': problems = '{}',
    'openapi.json': api = '',
  } = documentation(found, deployed);
  document = JSON.parse(api);
  const ofProblems: Record<string, string> = JSON.parse(problems);
  pages = new Map([
    ['/docs', docs],
    ...Object.entries(ofProblems).map(([slug, page]) => [`/problems/${slug}`, page] as const),
  ]);
});

/** Judges every page; answers those that fail, so that a failure names them. */
const failing = (judge: (page: Element, markup: string) => boolean): string[] =>
  [...pages].flatMap(([path, markup]) => (judge(parseHtml(markup), markup) ? [] : [path]));

const ids = (page: Element): string[] => allElements(page).flatMap(({ attributes: { id } }) => id ?? []);

it.each<[string, (page: Element, markup: string) => boolean]>([
  ['says its language', (page) => elements(page, 'html').every(({ attributes }) => attributes.lang === 'en-GB')],
  [
    'is HTML 5 in UTF-8',
    (page, text) => text.startsWith('<!doctype html>') && elements(page, 'meta')[0]?.attributes.charset === 'utf-8',
  ],
  ['can be zoomed', (page) => elements(page, 'meta')[1]?.attributes.content === 'width=device-width, initial-scale=1'],
  [
    'starts with a link that skips to the content',
    (page) => {
      const [body] = elements(page, 'body');
      const [first] = body ? elements(body, 'a', 'button', 'header') : [];
      const main = elements(page, 'main');
      return (
        main.length === 1 &&
        first?.attributes.href === `#${main[0]?.attributes.id}` &&
        main[0]?.attributes.tabindex === '-1'
      );
    },
  ],
  [
    'has landmarks once each',
    (page) => ['header', 'main', 'footer'].every((name) => elements(page, name).length === 1),
  ],
  [
    'has one h1, first, and skips no level of heading',
    (page) => {
      const levels = elements(page, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6').map(({ name }) => Number(name[1]));
      return levels[0] === 1 && levels.every((level, i) => i === 0 || (level > 1 && level <= (levels[i - 1] ?? 0) + 1));
    },
  ],
  [
    'has no empty heading, link or cell',
    (page) => elements(page, 'h1', 'h2', 'h3', 'a', 'th', 'td', 'caption').every((one) => textOf(one).trim() !== ''),
  ],
  [
    'has no empty list',
    (page) =>
      elements(page, 'ul').every(
        (list) =>
          list.children.length > 0 && list.children.every((item) => typeof item === 'object' && item.name === 'li'),
      ),
  ],
  ['uses each id once', (page) => new Set(ids(page)).size === ids(page).length],
  [
    'is told what its labels refer to',
    (page) =>
      allElements(page).every(
        ({ attributes: { 'aria-labelledby': label } }) => label === undefined || ids(page).includes(label),
      ),
  ],
  [
    'runs nothing and loads nothing',
    (page, text) =>
      elements(page, 'script', 'img', 'link', 'iframe', 'object').length === 0 &&
      !/ on\w+=|javascript:|url\(|@import/i.test(text),
  ],
])('every page %s', (_, judge) => {
  expect(failing(judge)).toEqual([]);
});

it('has a title of its own on every page, that starts with its heading', () => {
  const titles = [...pages.values()].map((page) => textOf(elements(parseHtml(page), 'title')[0] as Element));
  expect(new Set(titles).size).toBe(pages.size);
  expect(
    failing((page) => {
      const [title, h1] = elements(page, 'title', 'h1').map(textOf);
      return title?.startsWith(h1 ?? '?') ?? false;
    }),
  ).toEqual([]);
});

it('has tables with a caption that no other has, and headers that say what they head', () => {
  expect(
    failing((page) => {
      const tables = elements(page, 'table');
      const captions = tables.map((table) => textOf(elements(table, 'caption')[0] as Element));
      return (
        new Set(captions).size === tables.length &&
        tables.every((table) => {
          const columns = elements(table, 'th').filter(({ attributes }) => attributes.scope === 'col').length;
          const rows = elements(table, 'tbody').flatMap((body) => elements(body, 'tr'));
          const isRow = ({ children: [head, ...cells] }: Element) =>
            typeof head === 'object' && head.attributes.scope === 'row' && cells.length === columns - 1;
          return rows.length > 0 && rows.every(isRow);
        })
      );
    }),
  ).toEqual([]);
});

it('has links that all lead somewhere', () => {
  const targets = new Set(
    [...pages].flatMap(([path, page]) => [path, ...ids(parseHtml(page)).map((id) => `${path}#${id}`)]),
  );
  const dead = [...pages].flatMap(([path, page]) =>
    elements(parseHtml(page), 'a')
      .map(({ attributes: { href = '' } }) => (href.startsWith('#') ? `${path}${href}` : href))
      .filter(
        (href) => !targets.has(href) && !Object.hasOwn(document.paths, href) && !/^mailto:[\w.]+@[\w.]+$/.test(href),
      ),
  );
  expect(dead).toEqual([]);
});

it('has a page for every problem of every contract and of the pipeline', () => {
  const all = [
    ...Object.values(shared),
    ...contracts.flatMap(({ operations }) => Object.values(operations).flatMap(({ problems = [] }) => problems)),
  ];
  expect(all.length).toBeGreaterThan(30);
  for (const { type } of all) {
    const page = parseHtml(pages.get(`/problems/${type.slug}`) ?? '');
    expect(textOf(page)).toContain(type.title);
    expect(textOf(page)).toContain(type.advice);
  }
});

it('shows every operation, parameter and schema', () => {
  const page = parseHtml(pages.get('/docs') ?? '');
  const shown = new Set(ids(page));
  const wanted = [
    ...operationsOf(document).map(({ operationId }) => operationId),
    ...Object.keys(document.components.schemas).map((name) => `schema-${name}`),
  ];
  expect(wanted.filter((id) => !shown.has(id))).toEqual([]);
  const codes = new Set(elements(page, 'code').map(textOf));
  const names = operationsOf(document).flatMap(({ parameters = [] }) => parameters.map(({ name }) => name));
  expect(names.filter((name) => !codes.has(name))).toEqual([]);
});
