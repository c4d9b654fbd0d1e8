import fc from 'fast-check';
import { withTable } from './entry.ts';

const file = `{
  "name": "commons",
  "councils": [
    { "id": "marlbeck", "name": "Marlbeck District Council", "gssCode": "E07999901" }
  ]
}
`;

it('adds the entry at the end and leaves the rest as it was laid out', () => {
  expect(withTable(file, 'addresses', 'commons-addresses-restored-1')).toBe(`{
  "name": "commons",
  "councils": [
    { "id": "marlbeck", "name": "Marlbeck District Council", "gssCode": "E07999901" }
  ],
  "tables": {
    "addresses": "commons-addresses-restored-1"
  }
}
`);
});

it('adds to the entries that there are, replaces that of the same store, and keeps their place', () => {
  const once = withTable(file.replace('"councils"', '"tables": {},\n  "councils"'), 'addresses', 'one');
  const twice = withTable(withTable(once, 'keys', 'two'), 'addresses', 'three');
  expect(twice).toBe(
    file.replace('"councils"', '"tables": {\n    "addresses": "three",\n    "keys": "two"\n  },\n  "councils"'),
  );
});

it('keeps a byte order mark', () => {
  expect(withTable(`\uFEFF${file}`, 'keys', 'one')).toMatch(/^\uFEFF\{\n {2}"name"/);
});

it('says what it should and nothing else, however the file is laid out', () => {
  const entries = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(
      entries,
      fc.constantFrom(undefined, 1, 2, '\t'),
      fc.constantFrom('$&', 'a-1', 'b.2'),
      (other, indent, table) => {
        const { tables: _, ...rest } = other;
        const given = { ...rest, tables: { access: 'old' } };
        for (const config of [rest, given]) {
          const written = JSON.parse(withTable(JSON.stringify(config, undefined, indent), 'keys', table));
          const before = config === given ? { access: 'old' } : {};
          expect(written).toEqual(JSON.parse(JSON.stringify({ ...rest, tables: { ...before, keys: table } })));
        }
      },
    ),
  );
});
