/** Evidence that applicants send and staff look at. */
import type { AuditTrail } from '#shared/audit/trail.ts';
import type { Request } from '#shared/contract/capability.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { londonDay } from '#shared/london.ts';
import type { Keeping } from '#shared/retention.ts';
import { type Changing, changingOnce, found } from '../applications/changing.ts';
import { filesOverAt, filesUntilBy } from '../applications/due.ts';
import {
  isClosed,
  type Journey,
  type KeptApplication,
  type KeptEvidence,
  shownEvidence,
} from '../applications/journey.ts';
import { proved } from '../applications/steps.ts';
import { ApplicationClosed, EvidenceRefused } from '../contract/applicationOperations.ts';
import type { EvidenceItem } from '../contract/applications.ts';
import { ApplicationFull, EvidenceNotFound } from '../contract/evidenceOperations.ts';
import { mostFileBytes } from '../contract/fields.ts';
import type { permits } from '../contract.ts';
import type { FileStore } from './files.ts';
import { evidenceWrong } from './fitting.ts';
import { mediaTypeOf } from './mediaType.ts';

export interface Dependencies extends Changing {
  readonly files: FileStore;
  readonly trail: AuditTrail;
  readonly table: Pick<Table, 'transact'>;
  /** Longest time that a file is kept if nothing is ever decided. */
  readonly contacts: Keeping;
  /** And after the decision. */
  readonly filesKept: Keeping;
}

type Operations = (typeof permits)['operations'];

const mostEvidence = 20;
const evidenceId = (n: number): string => `E${String(n).padStart(2, '0')}`;

const mustBeOpen = ({ status }: KeptApplication): void => {
  if (isClosed(status))
    throw new ApplicationClosed('The application is decided.', { extensions: { applicationStatus: status } });
};

const uploadOf = (content: string | undefined) => {
  if (content === undefined) return undefined;
  const bytes = Buffer.from(content, 'base64');
  const mediaType = mediaTypeOf(bytes);
  const detail = bytes.length > mostFileBytes ? 'must be at most 4 MB' : 'must be a JPEG, PNG, HEIC or PDF';
  if (mediaType && bytes.length <= mostFileBytes) return { bytes, mediaType };
  throw new EvidenceRefused(`The file ${detail}.`, { errors: [{ detail, pointer: '#/content', in: 'body' }] });
};

/** The newest takes the place of what was rejected before; both stay on record. */
const added = (before: Journey, at: number, item: Omit<KeptEvidence, 'evidence' | 'at'>): Journey => {
  const { evidence } = before.application;
  const id = evidenceId(evidence.length + 1);
  return proved(before, at, [...evidence, { ...item, evidence: id, at: new Date(at).toISOString() }]);
};
const newest = ({ application: { evidence } }: Journey): EvidenceItem => shownEvidence(evidence.at(-1) as KeptEvidence);

const giveEvidence = async (dependencies: Dependencies, request: Request<Operations['giveEvidence']>) => {
  const { files, contacts, clock } = dependencies;
  const { council, params, body, idempotency } = request;
  const { of, proof, issued, content } = body;
  const upload = uploadOf(content);
  const decide = (before: Journey, at: number, file?: string): Journey => {
    mustBeOpen(before.application);
    if (before.application.evidence.length >= mostEvidence)
      throw new EvidenceRefused(`The application has ${mostEvidence} pieces of evidence.`);
    const wrong = evidenceWrong(before.application, { of, proof, issued }, londonDay(at));
    if (wrong) throw new EvidenceRefused(`“${wrong.pointer.slice(2)}” ${wrong.detail}.`, { errors: [wrong] });
    return added(before, at, {
      ...{ of, proof, how: upload ? 'upload' : 'post', status: 'given' },
      ...(issued && { issued }),
      ...(upload && { mediaType: upload.mediaType, bytes: upload.bytes.length, file }),
    });
  };
  // Before anything is written for one that cannot take it.
  decide(await found(dependencies, council, params.application), clock());
  const file = upload && (await files.put(council, params.application, upload.bytes, contacts.until(council, clock())));
  try {
    return await changingOnce(
      dependencies,
      council,
      params.application,
      idempotency,
      (before, at) => decide(before, at, file),
      { answer: newest },
    );
  } catch (error) {
    // Of what may have been written all the same the file stays; one that is nobody's goes with the others.
    const isRefused = error instanceof Problem && error.type.status < 500;
    if (file && isRefused) await files.remove(council, params.application, file);
    throw error;
  }
};

const judgeEvidence = (dependencies: Dependencies, request: Request<Operations['judgeEvidence']>) => {
  const { council, params, body, idempotency } = request;
  return changingOnce(dependencies, council, params.application, idempotency, (before, at) => {
    const { evidence } = before.application;
    if (!evidence.some((one) => one.evidence === params.evidence))
      throw new EvidenceNotFound(`The application has no evidence ${params.evidence}.`);
    mustBeOpen(before.application);
    const status = body.accepted ? ('accepted' as const) : ('rejected' as const);
    const judged = { status, note: body.note };
    return proved(
      before,
      at,
      evidence.map((one) => (one.evidence === params.evidence ? { ...one, ...judged } : one)),
    );
  });
};

const seeEvidence = (dependencies: Dependencies, request: Request<Operations['seeEvidence']>) => {
  const { council, params, body, idempotency } = request;
  return changingOnce(dependencies, council, params.application, idempotency, (before, at) => {
    mustBeOpen(before.application);
    if (before.application.evidence.length >= mostEvidence)
      throw new ApplicationFull(`The application has ${mostEvidence} pieces of evidence.`);
    return added(before, at, { ...body, how: 'seen', status: 'accepted' });
  });
};

/** None whose time is over, though the sweep has not come by. */
const fileOf = ({ filesKept, clock }: Dependencies, council: string, application: KeptApplication, id: string) => {
  const overAt = filesOverAt(application, filesUntilBy(filesKept, council));
  if (overAt !== undefined && Date.parse(overAt) <= clock()) return undefined;
  return application.evidence.find(({ evidence }) => evidence === id);
};

/** Who looks is on record before they see it. */
const getEvidenceFile = async (dependencies: Dependencies, request: Request<Operations['getEvidenceFile']>) => {
  const { files, trail, table, clock } = dependencies;
  const { council, params, caller } = request;
  const { application } = await found(dependencies, council, params.application);
  const one = fileOf(dependencies, council, application, params.evidence);
  const bytes = one?.file && (await files.read(council, params.application, one.file));
  if (!bytes || !one.mediaType) throw new EvidenceNotFound(`There is no file of ${params.evidence}.`);
  const on = `${params.application}/${params.evidence}`;
  const deed = { at: new Date(clock()).toISOString(), by: caller?.keyId ?? '', operation: 'getEvidenceFile' };
  await table.transact([trail.write(council, { ...deed, on, fields: [] })]);
  return { mediaType: one.mediaType, content: Buffer.from(bytes).toString('base64') };
};

export const evidenceHandlers = (dependencies: Dependencies) => ({
  giveEvidence: (request: Request<Operations['giveEvidence']>) => giveEvidence(dependencies, request),
  judgeEvidence: (request: Request<Operations['judgeEvidence']>) => judgeEvidence(dependencies, request),
  seeEvidence: (request: Request<Operations['seeEvidence']>) => seeEvidence(dependencies, request),
  getEvidenceFile: (request: Request<Operations['getEvidenceFile']>) => getEvidenceFile(dependencies, request),
});
