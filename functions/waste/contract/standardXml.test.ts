import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describeWithData, sharedJson, sharedPath } from '#test/support/sharedData.ts';
import { readXml } from '#test/support/xml.ts';
import { xml } from './standardXml.ts';

const written = (root: string, value: unknown) => xml(root, value).split('\n')[1];

it.each([
  [{ start_date: 'a' }, '<t><start-date>a</start-date></t>'],
  [{ '@id': 'a', '@type': 'Task' }, '<t><href>a</href><type>Task</type></t>'],
  [{ '@type': 'WasteContainer', id: '1', type: 'a' }, '<t><type>a</type><id>1</id></t>'],
  [
    { sizes: [180, 240] },
    '<t><sizes type="array"><size type="integer">180</size><size type="integer">240</size></sizes></t>',
  ],
  [{ feature_types: [] }, '<t><feature-types type="array"></feature-types></t>'],
  [{ full: true, latitude: 52.4 }, '<t><full type="boolean">true</full><latitude>52.4</latitude></t>'],
  [{ name: undefined }, '<t></t>'],
  [{ name: 'A & B <c> "d" ]]>' }, '<t><name>A &amp; B &lt;c&gt; &quot;d&quot; ]]&gt;</name></t>'],
  [{ name: 'a\u0000b\uD800' }, '<t><name>a\uFFFDb\uFFFD</name></t>'],
])('writes %j', (value, expected) => {
  expect(written('t', value)).toBe(expected);
});

it('writes a list under its root, each in the singular', () => {
  expect(written('waste-services', [{ id: 'a' }])).toBe(
    '<waste-services type="array"><waste-service><id>a</id></waste-service></waste-services>',
  );
});

it('is well formed whatever the text, which can be read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const [child] = readXml(xml('t', { name })).children;
      const holdable = name.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
      expect(child?.text).toBe(holdable);
    }),
  );
});

describeWithData('the examples of the standard', () => {
  const file = (name: string) => ['waste', 'wss', 'examples', name] as const;

  it.each([
    ['waste_service', 'waste-service'],
    ['waste_services', 'waste-services'],
    ['task', 'task'],
    ['tasks', 'tasks'],
    ['event_type', 'event-type'],
    ['event_types', 'event-types'],
    ['feature_type', 'feature-type'],
    ['waste_container_type', 'waste-container-type'],
    ['feature', 'feature'],
    ['waste_event', 'waste-event'],
    ['events', 'events'],
    ['case', 'case'],
    ['bulky_collection_request', 'bulky-collection-request'],
    ['bulky_item', 'bulky-item'],
    ['site', 'site'],
    ['error', 'error'],
  ])('%s is written as it stands there', (name, root) => {
    const example = readFileSync(sharedPath(...file(`${name}.xml`)), 'utf8');
    expect(readXml(xml(root, sharedJson(...file(`${name}.json`))))).toEqual(readXml(example));
  });
});
