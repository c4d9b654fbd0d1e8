/** Photos and papers: sent by the applicant, come by post, looked at by staff, deleted. */
import type { Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { mostFileBytes } from '../contract/fields.ts';
import { PassFileGone, PassFull } from '../contract/passFields.ts';
import type { passOperations } from '../contract/passOperations.ts';
import type { PassSettings } from '../contract/passSettings.ts';
import type { PassEvidence } from '../contract/passShapes.ts';
import { awaiting, wrong } from './applying.ts';
import { changed, changing, changingOnce, found, notReady, type Step } from './changing.ts';
import { isOfType } from './files.ts';
import type { KeptPass } from './items.ts';
import type { PassDependencies } from './ports.ts';
import { missingOf, needsOf } from './rules.ts';
import { mustIssuePasses } from './settings.ts';
import { monthsBefore } from './validity.ts';

type Operations = typeof passOperations;

const mostEvidence = 20;

/** What is sent takes the place of what is missing. Afterwards it is the turn of staff. */
const adding =
  (dependencies: PassDependencies, settings: PassSettings, one: Omit<PassEvidence, 'at'>) =>
  (before: KeptPass, at: number): Step => {
    if (before.status !== 'evidence_needed' && before.status !== 'requested') throw notReady(before, 'added to');
    if (!needsOf(before.kind).includes(one.of)) throw wrong('of', 'must be something that this pass needs');
    if (before.evidence.length >= mostEvidence) throw new PassFull(`It has ${mostEvidence} pieces of evidence.`);
    const evidence = [...before.evidence, { ...one, at: new Date(at).toISOString() }];
    const missing = missingOf(before.missing, [{ ...one, at: '' }]);
    const isComplete = before.missing.length > 0 && missing.length === 0;
    const turn = isComplete ? awaiting(dependencies, settings, at, missing) : { missing };
    return [{ before, after: changed(before, { evidence, ...turn }, at) }];
  };

type Upload = Request<Operations['addPassEvidence']>['body'];

/** The file, if it is one that can be used. */
const bytesOf = ({ of, mediaType, content, issued }: Upload, settings: PassSettings, today: string): Uint8Array => {
  const bytes = Buffer.from(content, 'base64');
  if (bytes.length > mostFileBytes) throw wrong('content', 'must be at most 4 MB');
  if (!isOfType(bytes, mediaType)) throw wrong('content', `must be a file of the type ${mediaType}`);
  if (of === 'photo' && mediaType === 'application/pdf') throw wrong('mediaType', 'must be an image for a photo');
  if (issued && issued > today) throw wrong('issued', 'must not be in the future');
  if (of !== 'disability') return bytes;
  if (!issued) throw wrong('issued', 'must be there for evidence of a disability');
  const { letterMaxMonths } = settings.disabled;
  if (issued < monthsBefore(today, letterMaxMonths))
    throw wrong('issued', `must be at most ${letterMaxMonths} months ago`);
  return bytes;
};

export const addPassEvidence = async (
  dependencies: PassDependencies,
  { council, councilDetails, params: { pass }, body, idempotency }: Request<Operations['addPassEvidence']>,
) => {
  const { passSettings, passFiles, clock, newReference } = dependencies;
  const settings = await passSettings.get(council);
  mustIssuePasses(councilDetails, settings);
  const bytes = bytesOf(body, settings, londonDay(clock()));
  const { of, mediaType, issued } = body;
  const evidence = newReference('E');
  const one = { evidence, of, how: 'upload', mediaType, ...(issued && { issued }), status: 'given' } as const;
  const add = adding(dependencies, settings, one);
  // Nothing is stored for what cannot take it.
  add(await found(dependencies, council, pass), clock());
  await passFiles.put(council, pass, evidence, bytes, clock());
  return changingOnce(dependencies, { council, pass, idempotency }, add);
};

export const notePassEvidence = async (
  dependencies: PassDependencies,
  { council, params: { pass }, body: { of } }: Request<Operations['notePassEvidence']>,
) => {
  const settings = await dependencies.passSettings.get(council);
  const one = { evidence: dependencies.newReference('E'), of, how: 'post', status: 'accepted' } as const;
  return changing(dependencies, { council, pass }, adding(dependencies, settings, one));
};

const read = async ({ passFiles }: PassDependencies, council: string, pass: string, one: PassEvidence | undefined) => {
  const bytes = one?.how === 'upload' && !one.deletedAt ? await passFiles.get(council, pass, one.evidence) : undefined;
  if (!bytes) throw new PassFileGone('There is no file of it.');
  return { mediaType: one?.mediaType ?? '', content: Buffer.from(bytes).toString('base64') };
};

export const getPassFile = async (
  dependencies: PassDependencies,
  { council, params: { pass, evidence } }: Request<Operations['getPassFile']>,
) => {
  const there = await found(dependencies, council, pass);
  return read(
    dependencies,
    council,
    pass,
    there.evidence.find((one) => one.evidence === evidence),
  );
};

/** The last that was not rejected. */
export const photoOf = ({ evidence }: KeptPass): PassEvidence | undefined =>
  evidence.findLast(({ of, status }) => of === 'photo' && status !== 'rejected');

/** Only while its card is being made. */
export const getPassPhoto = async (
  dependencies: PassDependencies,
  { council, params: { pass } }: Request<Operations['getPassPhoto']>,
) => {
  const there = await found(dependencies, council, pass);
  const isOrdered = there.batch !== undefined || there.replacedBy !== undefined || there.renewedBy !== undefined;
  return read(dependencies, council, pass, isOrdered ? photoOf(there) : undefined);
};

/** Removes what was marked. */
export const eraseFiles = async (dependencies: PassDependencies, council: string, pass: string): Promise<void> => {
  const { evidence } = await found(dependencies, council, pass);
  for (const one of evidence.filter(({ how, deletedAt }) => how === 'upload' && deletedAt))
    await dependencies.passFiles.remove(council, pass, one.evidence);
};
