/** Applications as applicants and staff see them. */
import type { Request } from '#shared/contract/capability.ts';
import { Down } from '#shared/outbound.ts';
import { ApplicationClosed } from '../contract/applicationOperations.ts';
import { ApplicationFull } from '../contract/evidenceOperations.ts';
import type { permits } from '../contract.ts';
import { type PayDependencies, payForPermit } from '../money/paying.ts';
import { settle } from '../money/settling.ts';
import type { Line } from '../waiting/line.ts';
import { type ApplyDependencies, applyForPermit } from './applying.ts';
import { changing, found } from './changing.ts';
import { isClosed, type Journey, type KeptApplication, shownApplication } from './journey.ts';
import type { ApplicationLists } from './lists.ts';
import { staffHandlers } from './staff.ts';
import { closing } from './steps.ts';

export interface ApplicationDependencies extends ApplyDependencies, PayDependencies {
  readonly lists: ApplicationLists;
  readonly line: Line;
  readonly newId: (at: number) => string;
}

type Operations = (typeof permits)['operations'];

/** While a payment is under way it is looked at; when nobody can tell, the application is told as it was. */
const looked = async (dependencies: ApplicationDependencies, council: string, reference: string): Promise<Journey> => {
  const there = await found(dependencies, council, reference);
  const { underWay } = there.application.ledger;
  if (!underWay) return there;
  try {
    return await settle(dependencies, council, reference, underWay);
  } catch (error) {
    if (error instanceof Down) return there;
    throw error;
  }
};

/** Where it stands in the list, where it waits. */
const withPlace = async ({ line }: ApplicationDependencies, council: string, application: KeptApplication) => {
  const place = await line.place(council, application);
  return { ...shownApplication(application), ...(place !== undefined && { place }) };
};

const withdraw = async (
  dependencies: ApplicationDependencies,
  { council, params, body }: Request<Operations['withdrawPermitApplication']>,
) => {
  const reasons = body.reason ? [{ code: 'withdrawn', says: body.reason }] : [];
  const { application } = await changing(dependencies, council, params.application, (before, at) => {
    const { status } = before.application;
    if (status === 'withdrawn') return before;
    if (isClosed(status))
      throw new ApplicationClosed('The application is decided.', { extensions: { applicationStatus: status } });
    return closing('withdrawn')(before, at, { reasons });
  });
  return shownApplication(application);
};

const getFile = async (
  dependencies: ApplicationDependencies,
  { council, params }: Request<Operations['getPermitApplicationFile']>,
) => {
  const { people } = dependencies;
  const { application } = await found(dependencies, council, params.application);
  const [applicant, notes] = await Promise.all([
    people.contact(council, params.application),
    people.notes(council, params.application),
  ]);
  const { payments, refunds } = application.ledger;
  return {
    ...{ application: shownApplication(application), ...(applicant && { applicant }), notes },
    ...{ decisions: [...application.decisions], paid: [...payments], back: [...refunds] },
  };
};

const addNote = async (
  dependencies: ApplicationDependencies,
  { council, caller, params, body, idempotency }: Request<Operations['addPermitNote']>,
) => {
  const { people, clock, newId } = dependencies;
  await found(dependencies, council, params.application);
  const at = clock();
  const note = { id: newId(at), at: new Date(at).toISOString(), by: caller?.keyId ?? '', text: body.text };
  return idempotency.answer(note, async (answer) => {
    if (!(await people.addNote(council, params.application, note, answer)))
      throw new ApplicationFull('The application has 200 notes.');
  });
};

export const applicationHandlers = (dependencies: ApplicationDependencies) => {
  const { lists, clock } = dependencies;
  return {
    applyForPermit: (request: Request<Operations['applyForPermit']>) => applyForPermit(dependencies, request),
    getPermitApplication: async ({ council, params }: Request<Operations['getPermitApplication']>) =>
      withPlace(dependencies, council, (await looked(dependencies, council, params.application)).application),
    withdrawPermitApplication: (request: Request<Operations['withdrawPermitApplication']>) =>
      withdraw(dependencies, request),
    payForPermit: (request: Request<Operations['payForPermit']>) => payForPermit(dependencies, request),
    listPermitApplications: ({ council, query }: Request<Operations['listPermitApplications']>) =>
      lists.list(council, query, clock()),
    getPermitApplicationFile: (request: Request<Operations['getPermitApplicationFile']>) =>
      getFile(dependencies, request),
    addPermitNote: (request: Request<Operations['addPermitNote']>) => addNote(dependencies, request),
    ...staffHandlers(dependencies),
  };
};
