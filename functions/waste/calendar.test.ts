import fc from 'fast-check';
import ICAL from 'ical.js';
import { hostileText } from '#test/support/oddValues.ts';
import { type CalendarCollection, type CalendarOptions, calendar } from './calendar.ts';

const aCollection = (overrides: Partial<CalendarCollection> = {}): CalendarCollection => ({
  service: 'recycling',
  name: 'Mixed recycling',
  originalDate: '2025-12-22',
  date: '2025-12-22',
  containers: ['Green bin'],
  ...overrides,
});
const moved = (date: string | undefined, overrides: Partial<CalendarCollection> = {}): CalendarCollection =>
  aCollection({ date, reason: 'Christmas collections', ...overrides });

const someOptions = (overrides: Partial<CalendarOptions> = {}): CalendarOptions => ({
  council: 'marlbeck',
  councilName: 'Marlbeck Borough Council',
  uprn: '100099990001',
  language: 'en',
  url: 'https://api.marlbeck.example/marlbeck/waste/calendar.ics?uprn=100099990001',
  changedAt: '2025-11-03T09:30:15.250Z',
  ...overrides,
});

interface Trigger {
  readonly after: number;
  readonly related: string;
  readonly action: string;
  readonly text: string;
}
type Read = Readonly<Partial<Record<string, string>>> & { readonly triggers: readonly Trigger[] };

const triggerOf = (alarm: ICAL.Component): Trigger => {
  const trigger = alarm.getFirstProperty('trigger');
  if (!trigger) throw new Error('An alarm without a trigger.');
  return {
    after: (trigger.getFirstValue() as ICAL.Duration).toSeconds(),
    related: String(trigger.getFirstParameter('related')),
    action: String(alarm.getFirstPropertyValue('action')),
    text: String(alarm.getFirstPropertyValue('description')),
  };
};
const added = (date: string, seconds: number): string =>
  new Date(Date.parse(date) + seconds * 1000).toISOString().slice(0, 19);

/** The feed as a reader has it, and what it says of each event. */
const read = (collections: readonly CalendarCollection[], overrides: Partial<CalendarOptions> = {}) => {
  const text = calendar(collections, someOptions(overrides));
  const feed = new ICAL.Component(ICAL.parse(text));
  const events = feed.getAllSubcomponents('vevent').map((event) => ({
    ...Object.fromEntries(event.getAllProperties().map((one) => [one.name, String(one.getFirstValue())])),
    triggers: event.getAllSubcomponents('valarm').map(triggerOf),
  }));
  return { text, feed, events: events as unknown as readonly Read[] };
};
const readOne = (collection: CalendarCollection, overrides: Partial<CalendarOptions> = {}) => {
  const [event, ...others] = read([collection], overrides).events;
  if (!event || others.length > 0) throw new Error('Not one event.');
  return event;
};

/** What `ical.js` does not know as text it leaves escaped. */
const unescaped = (text: string): string => text.replace(/\\n/g, '\n').replace(/\\(.)/g, '$1');

describe('the calendar', () => {
  it('is published, and asked for again after a day', () => {
    const { url } = someOptions();
    expect(read([]).feed.toJSON()[1]).toEqual([
      ['version', {}, 'text', '2.0'],
      ['prodid', {}, 'text', '-//Council Commons//Waste//EN'],
      ['url', {}, 'uri', url],
      ['source', {}, 'uri', url],
      ['calscale', {}, 'text', 'GREGORIAN'],
      ['method', {}, 'text', 'PUBLISH'],
      ['x-wr-timezone', {}, 'unknown', 'Europe/London'],
      ['name', {}, 'unknown', 'Bin collections: Marlbeck Borough Council'],
      ['x-wr-calname', {}, 'unknown', 'Bin collections: Marlbeck Borough Council'],
      ['refresh-interval', {}, 'duration', 'P1D'],
      ['x-published-ttl', {}, 'unknown', 'P1D'],
    ]);
  });

  it('is empty for a property without collections', () => {
    const { text, events } = read([]);
    expect(events).toEqual([]);
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n[\s\S]*\r\nEND:VCALENDAR\r\n$/);
  });

  it('keeps every property of its own before the events, as the grammar wants', () => {
    const { text } = read([aCollection()]);
    expect(text.split('END:VEVENT\r\n').at(-1)).toBe('END:VCALENDAR\r\n');
  });

  it.each(['Llŷn, Eifionydd; a\\b\nMETHOD:CANCEL', '$& 𝔅 "x"', 'line\u2028separator'])(
    'has the name %j',
    (councilName) => {
      const { feed } = read([], { councilName });
      const name = unescaped(String(feed.getFirstPropertyValue('x-wr-calname')));
      expect(name).toBe(`Bin collections: ${councilName.replace('\u2028', '\n')}`);
      expect(feed.getAllProperties('method').map((one) => one.getFirstValue())).toEqual(['PUBLISH']);
    },
  );

  it('has an address that nothing can be added to', () => {
    const { feed } = read([], { url: 'https://x.example/a b\r\nMETHOD:CANCEL?q=ŵ' });
    expect(String(feed.getFirstPropertyValue('url'))).toBe('https://x.example/a%20bMETHOD:CANCEL?q=%C5%B5');
  });
});

describe('a collection', () => {
  it('is an event of the whole day that keeps nobody busy', () => {
    expect(readOne(aCollection({ note: 'Put it out by 6am' }))).toEqual({
      uid: expect.stringMatching(/^[0-9a-f]{32}@council-commons$/),
      sequence: expect.stringMatching(/^\d+$/),
      dtstamp: '2025-11-03T09:30:15Z',
      'last-modified': '2025-11-03T09:30:15Z',
      dtstart: '2025-12-22',
      dtend: '2025-12-23',
      'x-microsoft-cdo-alldayevent': 'TRUE',
      'x-microsoft-msncalendar-alldayevent': 'TRUE',
      summary: 'Mixed recycling: Green bin',
      description: 'Put it out by 6am',
      status: 'CONFIRMED',
      transp: 'TRANSPARENT',
      triggers: [],
    });
  });

  it.each([
    ['2025-12-31', '2026-01-01'],
    ['2028-02-28', '2028-02-29'],
    ['2026-03-29', '2026-03-30'],
    ['2026-10-25', '2026-10-26'],
  ])('of %s ends as %s begins', (date, dtend) => {
    expect(readOne(aCollection({ originalDate: date, date }))).toMatchObject({ dtstart: date, dtend });
  });

  it.each<[readonly string[], string]>([
    [[], 'Mixed recycling'],
    [['Mixed recycling'], 'Mixed recycling'],
    [['Green bin', 'Green bin', 'Food caddy'], 'Mixed recycling: Green bin, Food caddy'],
  ])('with the containers %j is called %s', (containers, summary) => {
    expect(readOne(aCollection({ containers }))).toMatchObject({ summary });
  });

  it('is not moved because a reason is given: its dates tell', () => {
    const event = readOne(aCollection({ reason: 'Christmas collections' }));
    expect(event).toMatchObject({ summary: 'Mixed recycling: Green bin', status: 'CONFIRMED' });
    expect(event).not.toHaveProperty('description');
  });

  it('is one of several on a day', () => {
    const { events } = read([aCollection(), aCollection({ service: 'garden', name: 'Garden waste', containers: [] })]);
    expect(events.map(({ summary }) => summary)).toEqual(['Mixed recycling: Green bin', 'Garden waste']);
  });
});

describe('a moved collection', () => {
  it('is on its new day and says why', () => {
    expect(readOne(moved('2025-12-20', { note: 'Put it out by 6am' }))).toMatchObject({
      dtstart: '2025-12-20',
      dtend: '2025-12-21',
      summary: 'Mixed recycling: Green bin (moved from Monday 22 December)',
      description: 'Moved from Monday 22 December: Christmas collections\nPut it out by 6am',
      status: 'CONFIRMED',
    });
  });

  it('can do without a reason', () => {
    const event = readOne(aCollection({ date: '2025-12-23' }));
    expect(event).toMatchObject({ description: 'Moved from Monday 22 December' });
  });

  it('is the same event, also where another one was moved to its day', () => {
    const [monday, tuesday] = [aCollection(), aCollection({ originalDate: '2025-12-23', date: '2025-12-23' })];
    const before = read([monday, tuesday]).events.map(({ uid }) => uid);
    const after = read([moved('2025-12-20'), { ...tuesday, date: '2025-12-22' }]).events.map(({ uid }) => uid);
    expect(after).toEqual(before);
    expect(new Set(before).size).toBe(2);
  });
});

describe('a cancelled collection', () => {
  it('stays on its day and says that it is cancelled', () => {
    expect(readOne(moved(undefined, { note: 'Put it out by 6am' }))).toMatchObject({
      dtstart: '2025-12-22',
      dtend: '2025-12-23',
      summary: 'Cancelled: Mixed recycling',
      description: 'No collection on Monday 22 December: Christmas collections',
      status: 'CANCELLED',
    });
  });

  it('reminds of nothing', () => {
    expect(readOne(moved(undefined), { reminder: 'evening' }).triggers).toEqual([]);
  });
});

describe('a reminder', () => {
  it.each([
    ['evening', '2025-12-19T18:00:00'],
    ['morning', '2025-12-20T06:00:00'],
  ] as const)('in the %s is at %s for a collection moved to 20 December', (reminder, at) => {
    const { triggers, dtstart = '' } = readOne(moved('2025-12-20'), { reminder });
    expect(triggers.map(({ after }) => added(dtstart, after))).toEqual([at]);
    expect(triggers).toMatchObject([
      { related: 'START', action: 'DISPLAY', text: 'Mixed recycling: Green bin (moved from Monday 22 December)' },
    ]);
  });
});

describe('in Welsh', () => {
  const inWelsh = (date: string | undefined, originalDate = '2025-12-22') =>
    readOne(
      moved(date, {
        originalDate,
        name: 'Ailgylchu cymysg',
        containers: ['Bin gwyrdd'],
        reason: "Casgliadau'r Nadolig",
      }),
      { language: 'cy' },
    );

  it('says where a collection was moved from', () => {
    expect(inWelsh('2025-12-20')).toMatchObject({
      summary: 'Ailgylchu cymysg: Bin gwyrdd (symudwyd o ddydd Llun 22 Rhagfyr)',
      description: "Symudwyd o ddydd Llun 22 Rhagfyr: Casgliadau'r Nadolig",
    });
  });

  it('says that one is cancelled', () => {
    expect(inWelsh(undefined)).toMatchObject({
      summary: 'Canslwyd: Ailgylchu cymysg',
      description: "Dim casgliad ddydd Llun 22 Rhagfyr: Casgliadau'r Nadolig",
    });
  });

  it('names the calendar', () => {
    const { feed } = read([], { language: 'cy', councilName: 'Cyngor Bwrdeistref Marlbeck' });
    expect(feed.getFirstPropertyValue('name')).toBe('Casgliadau biniau: Cyngor Bwrdeistref Marlbeck');
    expect(feed.getFirstPropertyValue('prodid')).toBe('-//Council Commons//Waste//CY');
  });

  it('is the same event as in English', () => {
    expect(inWelsh('2025-12-20')).toMatchObject({ uid: readOne(aCollection()).uid });
  });

  it.each(['en', 'cy'] as const)('names days and months as the locale %s does', (language) => {
    const format = new Intl.DateTimeFormat(language, {
      timeZone: 'UTC',
      weekday: 'long',
      day: 'numeric',
      month: 'long',
    });
    for (let i = 0; i < 366; i += 1) {
      const originalDate = new Date(Date.UTC(2028, 0, 1 + i)).toISOString().slice(0, 10);
      const parts = format.formatToParts(new Date(originalDate));
      const part = (type: string) => parts.find((one) => one.type === type)?.value;
      const weekday = part('weekday')?.replace('Dydd', 'ddydd');
      const { description } = readOne(moved(undefined, { originalDate }), { language });
      expect(description).toContain(` ${weekday} ${part('day')} ${part('month')}:`);
    }
  });
});

describe('the UID', () => {
  it('is the same for ever: changing it would show every collection twice', () => {
    expect(readOne(aCollection()).uid).toBe('89929fa9490161e73ec8676a5cef0567@council-commons');
  });

  it('tells neither the property nor the service', () => {
    const { text } = read([aCollection()]);
    const uprn = '100099990001';
    const events = text.replace(/\r\n /g, '').split('BEGIN:VEVENT')[1];
    expect(events).not.toContain(uprn);
    expect(readOne(aCollection()).uid).not.toContain('recycling');
  });

  it.each<[string, Partial<CalendarCollection>, Partial<CalendarOptions>]>([
    ['council', {}, { council: 'northfold' }],
    ['property', {}, { uprn: '100099990002' }],
    ['service', { service: 'refuse' }, {}],
    ['original day', { originalDate: '2025-12-29' }, {}],
  ])('is another for another %s', (_, overrides, options) => {
    expect(readOne(aCollection(overrides), options).uid).not.toBe(readOne(aCollection()).uid);
  });

  it('is of its own for each of two jobs of one service on one day, the first as if it were alone', () => {
    const [first, second] = read([aCollection(), aCollection()]).events;
    expect(first?.uid).toBe(readOne(aCollection()).uid);
    expect(second?.uid).not.toBe(first?.uid);
  });
});

describe('the sequence', () => {
  const sequence = (collection: CalendarCollection, changedAt: string) =>
    Number(readOne(collection, { changedAt }).sequence);

  it('rises with every change: moved, moved again, cancelled, back on its day', () => {
    const history = [
      sequence(aCollection(), '2025-11-03T09:30:15Z'),
      sequence(moved('2025-12-23'), '2025-11-10T10:00:00Z'),
      sequence(moved('2025-12-20'), '2025-11-10T10:00:01Z'),
      sequence(moved(undefined), '2025-12-01T08:00:00Z'),
      sequence(aCollection(), '2025-12-02T08:00:00Z'),
    ];
    expect(history).toEqual([...new Set(history)].sort((a, b) => a - b));
  });

  it('is higher for what is moved or cancelled than for what is not, at one time', () => {
    const at = '2025-11-03T09:30:15Z';
    expect(sequence(moved('2025-12-20'), at)).toBeGreaterThan(sequence(aCollection(), at));
    expect(sequence(moved(undefined), at)).toBeGreaterThan(sequence(aCollection(), at));
  });

  it("is within iCalendar's integers until 2088", () => {
    expect(sequence(moved('2087-12-30'), '2087-12-31T23:59:59Z')).toBeLessThan(2 ** 31);
  });
});

describe('whatever the texts are', () => {
  const text = fc.oneof(
    hostileText,
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.constantFrom(
      'Bin gwyrdd – dŵr, ŷd; âêîôûŵŷ',
      '👩‍👩‍👧‍👦',
      'a\r\nEND:VEVENT\r\nb',
      '\\n\\,\\;',
      '\u0085\u2029x',
      '$&',
      'x'.repeat(75),
    ),
  );
  const day = fc
    .integer({ min: 0, max: 4000 })
    .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10));
  const collection = fc.record(
    {
      service: fc.constantFrom('recycling', 'refuse', 'garden'),
      name: text,
      originalDate: day,
      date: fc.option(day, { nil: undefined }),
      containers: fc.array(text, { maxLength: 3 }),
      reason: text,
      note: text,
    },
    { requiredKeys: ['service', 'name', 'originalDate', 'date', 'containers'] },
  );
  const options = fc.record({
    councilName: text,
    language: fc.constantFrom('en' as const, 'cy' as const),
    reminder: fc.constantFrom('evening' as const, 'morning' as const),
  });

  /** As iCalendar can have it: whole characters, no control characters, lines ended by one of them. */
  const kept = (given = ''): string =>
    given
      .toWellFormed()
      .replace(/\r\n?|\u2028|\u2029/g, '\n')
      .replace(/[^\P{Cc}\n\t]/gu, '');

  const saying = (...texts: readonly (string | undefined)[]) =>
    texts.map((one) => expect.stringContaining(kept(one)) as unknown);
  /** What is said of a collection, in whatever order. */
  const found = ({ date, ...one }: CalendarCollection) => {
    const said = date === one.originalDate ? [one.note] : [one.reason, date && one.note];
    return {
      dtstart: date ?? one.originalDate,
      status: date === undefined ? 'CANCELLED' : 'CONFIRMED',
      reminders: date === undefined ? 0 : 1,
      summaries: saying(one.name, ...(date === undefined ? [] : one.containers)),
      descriptions: saying(...said),
    };
  };
  const seen = (
    { dtstart, status, summary, description = '', triggers }: Read,
    { summaries, descriptions }: Found,
  ) => ({
    dtstart,
    status,
    reminders: triggers.length,
    summaries: summaries.map(() => summary),
    descriptions: descriptions.map(() => description),
  });
  type Found = ReturnType<typeof found>;

  it('the events are the collections', () => {
    fc.assert(
      fc.property(fc.array(collection, { maxLength: 6 }), options, (collections, given) => {
        const { events } = read(collections, given);
        const expected = collections.map(found);
        expect(events).toHaveLength(collections.length);
        expect(events.map((event, i) => seen(event, expected[i] as Found))).toEqual(expected);
        expect(new Set(events.map(({ uid }) => uid)).size).toBe(collections.length);
      }),
      { numRuns: 500 },
    );
  });

  it('every line is within 75 octets, and the same collections are the same feed to the byte', () => {
    fc.assert(
      fc.property(fc.array(collection, { maxLength: 6 }), options, (collections, given) => {
        const feed = calendar(collections, someOptions(given));
        const lines = feed.split('\r\n');
        expect(lines.filter((line) => Buffer.byteLength(line) > 75 || /[\r\n]/.test(line))).toEqual([]);
        expect(Buffer.from(feed).toString()).toBe(feed);
        expect(calendar(structuredClone(collections), someOptions(given))).toBe(feed);
      }),
      { numRuns: 500 },
    );
  });
});
