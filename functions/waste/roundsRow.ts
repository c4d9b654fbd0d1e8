/** A row of the rounds table: which service comes to which property, and where that is. */
import { parsePaddedUprn, parseUsrn } from '#shared/contract/fields.ts';
import { parsePostcode } from '#shared/contract/postcode.ts';
import { code } from '#shared/datasets/tableFile.ts';
import type { PropertyService, WasteProperty } from './contract/rounds.ts';
import { parseSchedule, written } from './dates/phrases.ts';

export const columns = {
  required: ['uprn', 'service', 'schedule', 'round'],
  optional: ['round_sequence', 'container', 'parent_uprn', 'usrn', 'postcode', 'first_date', 'last_date'],
} as const;
export type Cells = Readonly<Record<(typeof columns)['required' | 'optional'][number], string>>;

interface Wrong {
  readonly reason: string;
  readonly detail: string;
}

/** Which building a property belongs to, and where it is; absent where the row does not say. */
export type Place = Pick<WasteProperty, 'parentUprn' | 'usrn' | 'postcode'>;

/** What is wrong with a row, as a reason and in words; else the property and the service that it tells of. */
type Read = Wrong | { readonly uprn: string; readonly place: Place; readonly service: PropertyService | undefined };

/** Cells that may be empty: how each is read, and what is told of one that cannot be. */
const placeFields = {
  parentUprn: { column: 'parent_uprn', parse: parsePaddedUprn, reason: 'parent', must: 'be a UPRN: 1 to 12 digits' },
  usrn: { column: 'usrn', parse: parseUsrn, reason: 'usrn', must: 'be a USRN: 1 to 8 digits' },
  postcode: {
    column: 'postcode',
    parse: (text: string) => parsePostcode(text)?.text,
    reason: 'postcode',
    must: 'be a full UK postcode, like ZZ1 1AA',
  },
} as const;

const placeIn = (cells: Cells): Place | Wrong => {
  const place: Partial<Record<keyof Place, string>> = {};
  for (const [field, { column, parse, reason, must }] of Object.entries(placeFields)) {
    const value = parse(cells[column]);
    if (cells[column] && !value) return { reason: `${reason}-not-valid`, detail: `“${column}” must ${must}` };
    if (value) place[field as keyof Place] = value;
  }
  return place;
};

const serviceIn = (cells: Cells): PropertyService | Wrong => {
  const service = code(cells.service);
  if (!/^[a-z]/.test(service)) return { reason: 'service-missing', detail: '“service” must name a service' };
  if (!cells.round) return { reason: 'round-missing', detail: '“round” must name a round' };
  const given = {
    ...(cells.first_date && { start: cells.first_date }),
    ...(cells.last_date && { end: cells.last_date }),
  };
  const schedule = parseSchedule(cells.schedule, given);
  if ('problem' in schedule) return { reason: 'schedule-not-understood', detail: `“schedule”: ${schedule.problem}` };
  const sequence = cells.round_sequence === '' ? undefined : Number(cells.round_sequence);
  if (sequence !== undefined && !Number.isInteger(sequence))
    return { reason: 'sequence-not-valid', detail: '“round_sequence” must be a whole number' };
  const containers = cells.container.split(/[;|]/).map(code).filter(Boolean);
  return {
    service: service.slice(0, 40),
    round: cells.round.slice(0, 40),
    schedule: written(schedule),
    ...(sequence !== undefined && { sequence }),
    containers,
  };
};

export const readRow = (cells: Cells): Read => {
  const uprn = parsePaddedUprn(cells.uprn);
  if (!uprn || uprn === '0') return { reason: 'uprn-not-valid', detail: '“uprn” must be a UPRN: 1 to 12 digits' };
  const place = placeIn(cells);
  if ('reason' in place) return place;
  // A flat with nothing of its own: the shared containers of its building.
  if (place.parentUprn && !cells.service && !cells.schedule) return { uprn, place, service: undefined };
  const service = serviceIn(cells);
  return 'reason' in service ? service : { uprn, place, service };
};
