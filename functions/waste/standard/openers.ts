/** Opening a case of the standard, by the rules of our own operations. */
import type { Answered } from '#shared/contract/idempotency.ts';
import { InvalidRequest } from '#shared/contract/problems.ts';
import { assistedHandlers } from '../assisted/handlers.ts';
import { bookBulky } from '../bulky/booking.ts';
import { type BulkyItem, itemsOf as bulkyItemsOf } from '../bulky/catalogue.ts';
import { containerHandlers } from '../containers/handlers.ts';
import { assistedReasons } from '../contract/assisted.ts';
import type { BulkySettings } from '../contract/bulkySettings.ts';
import type { Case } from '../contract/cases.ts';
import { type Action, type ContainerSettings, type Reason, reasons } from '../contract/containerSettings.ts';
import { NoSuchService } from '../contract/missed.ts';
import type { CaseType } from '../contract/otherCases.ts';
import type { CaseInput } from '../contract/standardCaseInput.ts';
import type { StandardCase } from '../contract/standardRecords.ts';
import type { Dependencies } from '../handlers.ts';
import { find, wrong } from '../lookUp.ts';
import { missedHandlers } from '../missed/handlers.ts';
import { detailsOf, typeOf } from './cases.ts';
import { asOwn, inModel, isCalled, type Open, type Opening } from './opening.ts';

/** The service that is named, or the one that empties what is named. */
const serviceOf = async (dependencies: Dependencies, council: string, given: CaseInput): Promise<string> => {
  const { uprn, service, collection_type: type = '' } = given;
  if (service !== undefined) return service;
  const { property } = await find(dependencies, council, uprn);
  const services = property.services
    .filter((one) => one.service === type || one.containers.some(isCalled(type)))
    .map((one) => one.service);
  const [only, ...more] = new Set(services);
  if (only && more.length === 0) return only;
  const why = only ? `is emptied by ${[only, ...more].join(' and ')}` : 'is not emptied';
  throw new NoSuchService(`“${type}” ${why} at this property: name the “service”.`);
};

const reportMissed: Open = async (dependencies, request) => {
  const { body } = request;
  const { uprn, customer: contact } = body;
  const service = await serviceOf(dependencies, request.council, body);
  return missedHandlers(dependencies).reportMissedCollection({
    ...asOwn(request),
    body: { uprn, service, ...(contact && { contact }) },
  });
};

const openOther: Open = async (dependencies, request) => {
  const { body } = request;
  const { cases, clock, newReference } = dependencies;
  await find(dependencies, request.council, body.uprn);
  const createdAt = new Date(clock()).toISOString();
  const opened: Case = {
    ...{
      reference: newReference('OC'),
      kind: 'other',
      uprn: body.uprn,
      ...(body.service && { service: body.service }),
    },
    ...{ status: 'open', stage: 'received', createdAt, updatedAt: createdAt },
    details: detailsOf(body),
  };
  return inModel(request).answer(opened, (note) =>
    cases.open(request.council, opened, { holds: [], contact: body.customer, note }),
  );
};

/** The one container of those that may be asked for that is named. */
const containerOf = ({ containers }: ContainerSettings, { collection_type: type = '' }: CaseInput) => {
  const named = Object.keys(containers).filter(isCalled(type));
  if (named.length < 2) return named[0];
  throw new InvalidRequest(...wrong('collection_type', `must be one of ${named.join(', ')}`));
};

/** Of a container that nobody may ask for by itself, staff are asked. */
const askFor =
  (action: Action, usual: Reason): Open =>
  async (dependencies, request) => {
    const { body } = request;
    const { uprn, price = 0, customer: contact } = body;
    const settings = await dependencies.store.setting(request.council, 'containers');
    const container = containerOf(settings, body);
    if (container === undefined) return openOther(dependencies, request);
    const offered = Object.keys(settings.containers[container]?.actions[action]?.reasons ?? {});
    const reason = reasons.find((one) => one === (body.reason ?? usual) && (body.reason || offered.includes(one)));
    return containerHandlers(dependencies).requestContainer({
      ...asOwn(request),
      body: {
        ...{ uprn, container, action, price, together: [], quantity: 1 },
        ...(reason && { reason }),
        ...(contact && { contact }),
      },
    });
  };

const askForHelp: Open = (dependencies, request) => {
  const { uprn, location = '', until, customer: contact, reason = 'cannot_move' } = request.body;
  const why = assistedReasons.find((one) => one === reason);
  if (!why) throw new InvalidRequest(...wrong('reason', `must be one of ${assistedReasons.join(', ')}`));
  if (why === 'temporary' && !until) throw new InvalidRequest(...wrong('until', 'is required: it is for a time only'));
  return assistedHandlers(dependencies).requestAssistance({
    ...asOwn(request),
    body: {
      ...{ uprn, location, reason: why, declaration: true },
      ...(until && { until }),
      ...(contact && { contact }),
    },
  });
};

const namesOf = ({ item, name, qualifier }: BulkyItem): string[] =>
  [item, name, ...(qualifier ? [`${name}, ${qualifier}`, `${name} (${qualifier})`] : [])].map((one) =>
    one.toLowerCase(),
  );

/** The council’s items by what the resident calls them. */
const itemsOf = ({ items = [] }: CaseInput, settings: BulkySettings) => {
  const offered = [...bulkyItemsOf(settings).values()];
  const chosen = items.map(({ name }, i) => {
    const [found, ...more] = offered.filter((one) => namesOf(one).includes(name.toLowerCase()));
    if (found && more.length === 0) return found.item;
    const meant = [found, ...more].flatMap((one) => one?.item ?? []).join(', ');
    const detail = meant ? `can be one of ${meant}: say which` : 'must be an item that the council collects';
    throw new InvalidRequest(...wrong(`items/${i}/name`, detail));
  });
  return [...Map.groupBy(chosen, (item) => item)].map(([item, all]) => ({ item, quantity: all.length }));
};

/** The standard has no day of its own. Without one staff are asked. */
const bookCollection: Open = async (dependencies, request) => {
  const { uprn, start_date: date, items, price = 0, location, customer: contact } = request.body;
  if (date === undefined || items === undefined) return openOther(dependencies, request);
  const settings = await dependencies.store.setting(request.council, 'bulky');
  return bookBulky(dependencies, {
    ...asOwn(request),
    body: {
      ...{ uprn, date, items: itemsOf(request.body, settings), price, concession: false, trade: false },
      ...(location && { location }),
      ...(contact && { contact }),
    },
  });
};

/** Models that we have a form of our own for. */
const openers: Partial<Readonly<Record<CaseType, Open>>> = {
  ReportMissedBin: reportMissed,
  AdditionalBinRequest: askFor('request', 'extra'),
  NewCollection: askFor('request', 'new_property'),
  ReportDamage: askFor('replace', 'damaged'),
  AssistedCollectionRequest: askForHelp,
  BulkyCollectionRequest: bookCollection,
  ChargeableBulkyCollectionRequest: bookCollection,
};

export const openCase = (dependencies: Dependencies, request: Opening) => {
  const open = openers[typeOf(request.body)] ?? openOther;
  return open(dependencies, request) as Promise<Answered<StandardCase>>;
};
