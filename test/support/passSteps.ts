/** Steps for concessionary travel. They need an address of the council. */
import { londonDay } from '#shared/london.ts';
import { photo } from './permitSteps.ts';
import { each, once, onlyOnce } from './steps.ts';
import type { References, Step, Wanted } from './walk.ts';

const settings = { isTravelAuthority: true, replacementFee: 1000 };
const address = (uprn: string) => ({ uprn, lines: ['1 Example Street', 'Testford'], postcode: 'ZZ1 1AA' });
const person = (name: string, uprn: string) => ({
  ...{ name, dateOfBirth: '1950-05-20', address: address(uprn), email: 'jo@walker.example' },
});
const asOlder = (name: string, uprn: string) => ({ kind: 'older', applicant: person(name, uprn), consents: true });
const disability = { category: 'd', award: 'dla_higher_mobility' };
const asDisabled = (uprn: string) => ({ ...asOlder('Sam Walker', uprn), kind: 'disabled', disability });
const upload = { of: 'photo', mediaType: 'image/jpeg', content: photo };
const soon = () => londonDay(Date.now() + 10 * 86_400_000);
const approval = { decision: 'approve' };
const pay = { returnUrl: 'https://answers.example/pass/paid' };
const lost = { because: 'lost' };
const named = { because: 'name_change', name: 'Jo Rambler' };
const shell = (n: number) => `6335970000000000${n}`;

type Asking = (wanted?: Wanted) => () => Wanted;
/** Of the pass that an operation made last. */
type Of = (id: string, wanted?: Wanted) => () => Wanted;

/** What only some states of a pass allow. */
const inSomeStates = {
  ...{ withdrawPass: undefined, surrenderPass: undefined, reportPassLost: lost, reportPassFound: undefined },
  ...{ replacePass: lost, renewPass: {}, payForPass: pay, recordPassPayment: { how: 'cash' } },
  ...{ addPassEvidence: upload, notePassEvidence: { of: 'photo' }, decidePass: approval },
  ...{ cancelPass: { because: 'moved_away' }, retryPassProduction: undefined },
};
const always = {
  ...{ getPass: undefined, getPassHolder: undefined, addPassNote: { text: 'None' }, getPassPhoto: undefined },
  getPassFile: undefined,
};

const settingSteps = (here: Asking, uprn: string): Step[] => [
  ['checkPassEligibility', 409, here({ body: { dateOfBirth: '1950-05-20' } })],
  ['applyForPass', 409, here({ body: asOlder('Jo Walker', uprn), ...once() })],
  ['putPassSettings', 200, here({ body: { settings } })],
  ['putPassSettings', 409, here({ body: { settings: {} } })],
  ['getPassSettings', 200, here()],
  ['checkPassEligibility', 200, here({ body: { dateOfBirth: '1950-05-20', disability } })],
  ['checkPassEligibility', 400, here({ body: {} })],
];

const applicationSteps = (here: Asking, of: Of, uprn: string): Step[] => [
  ...onlyOnce('applyForPass', 201, here({ body: asOlder('Jo Walker', uprn) }), { body: asOlder('Jo Other', uprn) }),
  ['applyForPass', 409, here({ body: asOlder('Jo Walker', uprn), ...once() })],
  ['applyForPass', 409, here({ body: asOlder('Jo Other', '404'), ...once() })],
  [
    'applyForPass',
    409,
    here({
      body: { ...asOlder('Jo Young', uprn), applicant: { ...person('Jo Young', uprn), dateOfBirth: '2000-01-01' } },
      ...once(),
    }),
  ],
  ['getPass', 200, of('applyForPass')],
  ...onlyOnce('addPassEvidence', 200, of('applyForPass', { body: upload }), { body: { ...upload, of: 'identity' } }),
  ['addPassEvidence', 400, of('applyForPass', { body: { ...upload, mediaType: 'image/png' } })],
  ['addPassEvidence', 413, of('applyForPass', { body: { ...upload, content: 'A'.repeat(5_820_000) } })],
  ['getPassFile', 200, of('applyForPass')],
  ['getPassFile', 404, of('applyForPass', { path: { evidence: 'E-00000000' } })],
  ['notePassEvidence', 200, of('applyForPass', { body: { of: 'identity' } })],
  ['notePassEvidence', 200, of('applyForPass', { body: { of: 'residence' } })],
  ...onlyOnce('addPassNote', 200, of('applyForPass', { body: { text: 'Seen.' } }), { body: { text: 'Other.' } }),
  ['getPassHolder', 200, of('applyForPass')],
  ['listPasses', 200, here({ query: 'limit=1' })],
  ['listPasses', 200, here({ query: 'format=csv' })],
  ['listPasses', 400, here({ query: 'cursor=none' })],
  ...onlyOnce('decidePass', 200, of('applyForPass', { body: approval }), { body: { ...approval, reason: 'Other' } }),
];

/** The card of the pass that an operation made last: ordered, then made. */
const carded = (here: Asking, of: Of, id: string, n: number): Step[] => [
  ['makePassBatch', 201, here(once())],
  [
    'tellPassProduction',
    200,
    () => {
      const { pass, batch } = of(id)().path ?? {};
      return here({ body: { batch: Number(batch), results: [{ pass, status: 'produced', shell: shell(n) }] } })();
    },
  ],
];

const cardSteps = (here: Asking, of: Of): Step[] => [
  ['makePassBatch', 201, here(once())],
  ['makePassBatch', 409, here(once())],
  ['getPassBatch', 200, of('applyForPass')],
  ['getPassBatch', 200, of('applyForPass', { query: 'format=csv' })],
  ['getPassBatch', 404, of('applyForPass', { path: { batch: '999999' } })],
  ['getPassPhoto', 200, of('applyForPass')],
  [
    'tellPassProduction',
    200,
    () => {
      const { pass, batch } = of('applyForPass')().path ?? {};
      const rejected = { pass, status: 'rejected', reason: 'photo unusable' };
      return here({ body: { batch: Number(batch), results: [rejected] } })();
    },
  ],
  ['retryPassProduction', 200, of('applyForPass')],
  ...carded(here, of, 'applyForPass', 18),
  ['tellPassUse', 200, () => here({ body: { used: [{ pass: of('applyForPass')().path?.pass, on: '2026-11-01' }] } })()],
  ['matchPasses', 200, here({ body: { people: [{ name: 'Jo Walker', dateOfBirth: '1950-05-20' }] } })],
];

const followingSteps = (here: Asking, of: Of, uprn: string): Step[] => [
  ['renewPass', 409, of('applyForPass', { body: {}, ...once() })],
  ['reportPassLost', 200, of('applyForPass', { body: lost })],
  ['reportPassFound', 200, of('applyForPass')],
  ...onlyOnce('replacePass', 201, of('applyForPass', { body: lost }), { body: { because: 'damaged' } }),
  ['replacePass', 400, of('applyForPass', { body: { ...named, because: 'lost' }, ...once() })],
  ['getPassPhoto', 404, of('replacePass')],
  ['payForPass', 200, of('replacePass', { body: pay })],
  ['recordPassPayment', 200, of('replacePass', { body: { how: 'cash' } })],
  ['getPassHotlist', 200, here({ query: 'limit=1' })],
  ['getPassHotlist', 200, here({ query: 'format=csv' })],
  ['getPassHotlist', 400, here({ query: 'cursor=none' })],
  ['surrenderPass', 200, of('replacePass')],
  ...each(409, of('replacePass'), { ...inSomeStates, surrenderPass: undefined, recordPassPayment: undefined }).filter(
    ([id]) => !['surrenderPass', 'recordPassPayment'].includes(id),
  ),
  ['applyForPass', 201, here({ body: asDisabled(uprn), ...once() })],
  ['surrenderPass', 409, of('applyForPass')],
  ['recordPassPayment', 409, of('applyForPass', { body: { how: 'cash' } })],
  ...['photo', 'identity', 'residence', 'disability'].map(
    (need): Step => ['notePassEvidence', 200, of('applyForPass', { body: { of: need } })],
  ),
  ['decidePass', 200, () => of('applyForPass', { body: { ...approval, awardEnds: soon() }, ...once() })()],
  ...carded(here, of, 'applyForPass', 19),
  ...onlyOnce('renewPass', 201, of('applyForPass', { body: {} }), { body: { address: address(uprn) } }),
  ['cancelPass', 200, of('renewPass', { body: { because: 'moved_away' } })],
  ['applyForPass', 201, here({ body: asOlder('Jo Other', uprn), ...once() })],
  ['withdrawPass', 200, of('applyForPass')],
];

/** `uprn` is an address of the council. */
export const passSteps = (council: string, uprn: string, references: References): Step[] => {
  const here: Asking = (wanted) => () => ({ path: { council }, ...wanted });
  const of: Of =
    (id, wanted = {}) =>
    () => {
      const { [id]: pass = '', makePassBatch: batch = '', addPassEvidence: evidence = '' } = references;
      return { ...wanted, path: { council, pass, batch, evidence, ...wanted.path } };
    };
  const unknown = { pass: 'PB-00000000', evidence: 'E-00000000' };
  return [
    ...settingSteps(here, uprn),
    ...applicationSteps(here, of, uprn),
    ...cardSteps(here, of),
    ...followingSteps(here, of, uprn),
    ...each(404, of('none', { path: unknown }), { ...inSomeStates, ...always }),
  ];
};
