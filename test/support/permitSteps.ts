/** Steps for permits, from a quote to a permit, and what staff do with applications. */
import { each, once, onlyOnce } from './steps.ts';
import type { References, Step, Wanted } from './walk.ts';

export const photo = '/9j/4AAQ';
const email = 'jo@walker.example';
export const walker = { name: 'Jo Walker', email };

const wish = (uprn: string, registration: string) => ({
  ...{ scheme: 'resident', uprn, vehicle: { registration, declared: { fuel: 'petrol', co2: 119 } } },
});
const proof = { of: 'residence', proof: 'utility_bill' };
const seen = { of: 'vehicle', proof: 'v5c' };
const refusal = (code: string) => ({ reasons: [{ code, says: 'You do not live in the zone.' }] });
const inCash = { amount: 425, method: 'cash', receipt: 'R-000123' };
const pay = { returnUrl: 'https://answers.example/permits/paid' };
const asked = { of: 'vehicle', says: 'The V5C.' };

/** What ends with a decision, of the application that was made last. */
const decidedBodies = {
  withdrawPermitApplication: {},
  assignPermitApplication: { assignedTo: 'Another desk' },
  giveEvidence: { ...proof, post: true },
  approvePermit: {},
  refusePermit: refusal('not_resident'),
  askForEvidence: asked,
  judgeEvidence: { accepted: true },
  seeEvidence: seen,
};
/** What has to be paid. */
const moneyBodies = { payForPermit: pay, recordPermitPayment: { ...inCash, receipt: 'R-000124' } };

type Asking = (wanted?: Wanted) => () => Wanted;
interface Walk {
  readonly here: Asking;
  /** Of the application that was made last. */
  readonly of: Asking;
  /** What makes one, of the quote that was given last. */
  readonly application: () => Wanted;
}

const declared = (quote: string) => ({ quote, applicant: walker, declaration: true });

const quoteSteps = ({ here, of, application }: Walk): Step[] => [
  ...onlyOnce('quotePermit', 201, here({ body: wish('1', 'ZZ26 WLK') }), { body: wish('2', 'ZZ26 WLK') }),
  ['quotePermit', 404, here({ body: { ...wish('1', 'ZZ26 WLK'), scheme: 'none' } })],
  ['getPermitQuote', 404, of({ path: { quote: 'PQ-00000000' } })],
  ...onlyOnce('applyForPermit', 201, application, {
    body: declared('PQ-00000000'),
  }),
  ['applyForPermit', 409, () => ({ ...application(), ...once() })],
  ['applyForPermit', 404, here({ body: declared('PQ-00000000'), ...once() })],
];

const evidenceSteps = ({ of }: Walk): Step[] => [
  ...onlyOnce('giveEvidence', 200, of({ body: { ...proof, content: photo } }), { body: { ...proof, post: true } }),
  ['giveEvidence', 400, of({ body: { ...proof, content: photo, post: true } })],
  ['giveEvidence', 413, of({ body: { ...proof, content: 'A'.repeat(5_720_000) } })],
  ['getEvidenceFile', 200, of()],
  ['getEvidenceFile', 404, of({ path: { evidence: 'E09' } })],
  ...onlyOnce('judgeEvidence', 200, of({ body: { accepted: true } }), { body: { accepted: false } }),
  ['judgeEvidence', 404, of({ path: { evidence: 'E09' }, body: { accepted: true } })],
  ...onlyOnce('askForEvidence', 200, of({ body: asked }), { body: { ...asked, says: 'Both pages.' } }),
  ['approvePermit', 409, of({ body: {}, ...once() })],
  ...onlyOnce('seeEvidence', 200, of({ body: seen }), { body: proof }),
];

const staffSteps = ({ here, of }: Walk): Step[] => [
  ...onlyOnce('addPermitNote', 200, of({ body: { text: 'Rang.' } }), { body: { text: 'Rang again.' } }),
  ['assignPermitApplication', 200, of({ body: { assignedTo: 'Parking desk' } })],
  ['getPermitApplicationFile', 200, of()],
  ['listPermitApplications', 200, here({ query: 'zone=walk&limit=1' })],
  ['listPermitApplications', 200, here({ query: 'format=csv' })],
  ['listPermitApplications', 400, here({ query: 'cursor=none' })],
  ...onlyOnce('approvePermit', 200, of({ body: {} }), { body: { reason: 'Seen' } }),
  ['payForPermit', 200, of({ body: pay })],
  ['recordPermitPayment', 409, of({ body: { ...inCash, amount: 1 } })],
  ...onlyOnce('recordPermitPayment', 200, of({ body: inCash }), { body: { ...inCash, amount: 1 } }),
];

const closedSteps = ({ here, of, application }: Walk): Step[] => {
  const made = (uprn: string, registration: string): Step[] => [
    ['quotePermit', 201, here({ body: wish(uprn, registration) })],
    ['applyForPermit', 201, () => ({ ...application(), ...once() })],
  ];
  return [
    ...made('2', 'ZZ26 RFS'),
    ...onlyOnce('refusePermit', 200, of({ body: refusal('not_resident') }), { body: refusal('other') }),
    ...made('3', 'ZZ26 WDR'),
    ['withdrawPermitApplication', 200, of({ body: {} })],
  ];
};

const lookingSteps = ({ here, of }: Walk): Step[] => {
  const unknown = of({ path: { application: 'PA-00000000', permit: 'PM-00000000' } });
  const looks = { getPermitApplication: undefined, getPermitApplicationFile: undefined, getPermit: undefined };
  return [
    ['getPermitApplication', 200, of()],
    ['getPermit', 200, of()],
    ...each(409, of(), { ...decidedBodies, ...moneyBodies }),
    ...each(404, unknown, { ...decidedBodies, ...moneyBodies, ...looks, addPermitNote: { text: 'None' } }),
    ['findPermits', 200, here({ body: { email } })],
    ['findPermits', 200, here({ body: { uprn: '1' } })],
    ['findPermits', 400, here({ body: { email, uprn: '1' } })],
  ];
};

export const permitSteps = (council: string, references: References): Step[] => {
  const walk: Walk = {
    here: (wanted) => () => ({ path: { council }, ...wanted }),
    of:
      (wanted = {}) =>
      () => {
        const { applyForPermit: application = '', permit = '' } = references;
        return { ...wanted, path: { council, application, permit, evidence: 'E01', ...wanted.path } };
      },
    application: () => ({ path: { council }, body: declared(references.quotePermit ?? '') }),
  };
  const { of } = walk;
  return [
    ...closedSteps(walk),
    ...quoteSteps(walk),
    ['getPermitQuote', 200, () => of({ path: { quote: references.quotePermit ?? '' } })()],
    ...evidenceSteps(walk),
    ...staffSteps(walk),
    ...lookingSteps(walk),
  ];
};

export const permitPeopleSteps = (council: string): Step[] =>
  ['findPersonInPermits', 'forgetPersonInPermits'].map((id) => [
    id,
    200,
    () => ({ path: { council }, body: { email } }),
  ]);
