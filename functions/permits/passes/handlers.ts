/** Concessionary travel: each operation of `contract/passOperations.ts`. */
import type { Request } from '#shared/contract/capability.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import { londonDay } from '#shared/london.ts';
import { PassFull } from '../contract/passFields.ts';
import type { passOperations } from '../contract/passOperations.ts';
import { applyForPass, checkPassEligibility } from './applying.ts';
import { found } from './changing.ts';
import { decidePass } from './deciding.ts';
import { endingHandlers } from './ending.ts';
import { addPassEvidence, getPassFile, getPassPhoto, notePassEvidence } from './evidence.ts';
import { renewPass, replacePass } from './following.ts';
import { holderHash, isEnded, shown } from './items.ts';
import { getPassBatch, makePassBatch, retryPassProduction } from './ordering.ts';
import { payForPass, recordPassPayment } from './paying.ts';
import type { PassDependencies } from './ports.ts';
import { tellPassProduction, tellPassUse } from './production.ts';
import { travelOf } from './rules.ts';

type Operations = typeof passOperations;

const getPass = async (
  dependencies: PassDependencies,
  { council, params: { pass } }: Request<Operations['getPass']>,
) => {
  const [there, settings] = await Promise.all([
    found(dependencies, council, pass),
    dependencies.passSettings.get(council),
  ]);
  return { ...shown(there, londonDay(dependencies.clock())), travel: travelOf(settings) };
};

const getPassHolder = async (
  dependencies: PassDependencies,
  { council, params: { pass } }: Request<Operations['getPassHolder']>,
) => {
  await found(dependencies, council, pass);
  const { passPeople } = dependencies;
  const [holder, notes] = await Promise.all([passPeople.contact(council, pass), passPeople.notes(council, pass)]);
  return { pass, ...(holder && { holder }), notes };
};

const addPassNote = async (
  dependencies: PassDependencies,
  { council, caller, params: { pass }, body: { text }, idempotency }: Request<Operations['addPassNote']>,
) => {
  const { passPeople, clock, newId } = dependencies;
  await found(dependencies, council, pass);
  const at = clock();
  const note = { id: newId(at), at: new Date(at).toISOString(), by: caller?.keyId ?? '', text };
  return idempotency.answer(note, async (answer) => {
    if (!(await passPeople.addNote(council, pass, note, answer))) throw new PassFull('It has 200 notes.');
  });
};

const matchPasses = async (
  { passes }: PassDependencies,
  { council, body: { people } }: Request<Operations['matchPasses']>,
) => {
  const matches: { index: number; pass: string }[] = [];
  await inParallel([...people.entries()], 16, async ([index, person]) => {
    const one = await passes.of(council, holderHash(council, person));
    const pass = one && (await passes.find(council, one.pass));
    if (pass && !isEnded(pass)) matches.push({ index, pass: pass.pass });
  });
  return { matches: matches.sort((a, b) => a.index - b.index) };
};

const settingsHandlers = ({ passSettings }: PassDependencies) => ({
  getPassSettings: ({ council }: Request<Operations['getPassSettings']>) => passSettings.get(council),
  putPassSettings: async ({ council, body }: Request<Operations['putPassSettings']>) =>
    passSettings.put(council, body.settings, body.version),
});

export const passHandlers = (dependencies: PassDependencies) => {
  const { passLists, hotlist, clock } = dependencies;
  const given =
    <R, A>(handle: (dependencies: PassDependencies, request: R) => A) =>
    (request: R) =>
      handle(dependencies, request);
  return {
    ...settingsHandlers(dependencies),
    ...endingHandlers(dependencies),
    checkPassEligibility: given(checkPassEligibility),
    applyForPass: given(applyForPass),
    getPass: given(getPass),
    addPassEvidence: given(addPassEvidence),
    notePassEvidence: given(notePassEvidence),
    getPassFile: given(getPassFile),
    getPassPhoto: given(getPassPhoto),
    getPassHolder: given(getPassHolder),
    addPassNote: given(addPassNote),
    decidePass: given(decidePass),
    replacePass: given(replacePass),
    renewPass: given(renewPass),
    payForPass: given(payForPass),
    recordPassPayment: given(recordPassPayment),
    matchPasses: given(matchPasses),
    makePassBatch: given(makePassBatch),
    getPassBatch: given(getPassBatch),
    retryPassProduction: given(retryPassProduction),
    tellPassProduction: given(tellPassProduction),
    tellPassUse: given(tellPassUse),
    listPasses: ({ council, query }: Request<Operations['listPasses']>) => passLists.list(council, query, clock()),
    getPassHotlist: ({ council, query }: Request<Operations['getPassHotlist']>) =>
      hotlist.since(council, query, clock()),
  };
};

/** What passes hold of a person, and forgetting it: of a pass that counts, or is asked for, only what its card does not need. */
export const passesHeld = (dependencies: PassDependencies) => {
  const { passes, passPeople, clock } = dependencies;
  const counts = (council: string) => async (reference: string) => {
    const pass = await passes.find(council, reference);
    return pass !== undefined && !isEnded(shown(pass, londonDay(clock())));
  };
  return {
    find: (council: string, email: string) => passPeople.findPass(council, email),
    forget: (council: string, email: string) => passPeople.forgetPass(council, email, counts(council)),
  };
};
