import type { EventCode } from '../contract/eventCodes.ts';

const couldNot = (reason: string) => `Heb eu gwagio: {date}. Mae’n ddrwg gennym na allem wagio eich biniau – ${reason}`;
const didNot = (reason: string) =>
  `Heb eu gwagio: {date}. Mae’n ddrwg gennym na wnaethom wagio eich biniau – ${reason}`;
const contaminated = (by: string) => didNot(`roedd y cynnwys wedi’i halogi ${by}.`);
const ifWrong = 'Os nad yw hyn yn swnio’n iawn, cysylltwch â ni ar unwaith.';

/** The name of each term, and what residents read of it, in Welsh. */
export const welsh: Readonly<Record<EventCode, readonly [name: string, message: string]>> = {
  not_presented: ['Heb ei roi allan', couldNot('nid oeddent wedi’u gadael allan i ni eu gwagio.')],
  wrong_bin: ['Bin anghywir', didNot('nid y biniau hyn oedd i’w casglu yr wythnos hon.')],
  too_heavy: ['Rhy drwm', couldNot('roedd y cynnwys yn rhy drwm.')],
  excess_waste: ['Gormod o wastraff', couldNot('roedd gormod o wastraff.')],
  'excess_waste.lid_open': [
    'Gormod o wastraff: Caead ar agor',
    didNot('roeddent yn rhy lawn, felly nid oedd y caead yn cau’n iawn.'),
  ],
  'excess_waste.side_waste_present': [
    'Gormod o wastraff: Gwastraff wrth ochr y bin',
    didNot('roedd sbwriel ychwanegol wedi’i adael wrth ochr eich biniau.'),
  ],
  contaminated: ['Wedi’i halogi', couldNot('roedd rhywbeth ynddynt nad yw’n perthyn yno.')],
  'contaminated.food_waste': ['Wedi’i halogi: Gwastraff bwyd', contaminated('â gwastraff bwyd')],
  'contaminated.garden_waste': ['Wedi’i halogi: Gwastraff gardd', contaminated('â gwastraff gardd')],
  'contaminated.refuse_waste': ['Wedi’i halogi: Sbwriel', contaminated('â sbwriel')],
  'contaminated.bulky_waste': ['Wedi’i halogi: Gwastraff swmpus', contaminated('â gwastraff swmpus')],
  'contaminated.rubble_diy': ['Wedi’i halogi: Rwbel/DIY', contaminated('â rwbel')],
  'contaminated.commercial': ['Wedi’i halogi: Gwastraff masnachol', contaminated('â gwastraff masnachol')],
  'contaminated.turf_soil': ['Wedi’i halogi: Tyweirch/pridd', contaminated('â thyweirch neu bridd')],
  'contaminated.animal_bedding': ['Wedi’i halogi: Gwasarn anifeiliaid', contaminated('â gwasarn anifeiliaid')],
  'no_access.at_property': ['Dim mynediad: Wrth yr eiddo', couldNot('ni allem eu cyrraedd.')],
  'no_access.from_street': ['Dim mynediad: O’r stryd', couldNot('ni allem fynd i mewn i’ch stryd.')],
  damaged: ['Wedi’i ddifrodi', couldNot('roedd eich bin wedi’i ddifrodi.')],
  'damaged.lid': [
    'Wedi’i ddifrodi: Caead',
    couldNot('roedd caead eich bin wedi’i ddifrodi. Peidiwch â phoeni, byddwn yn ei newid yn fuan.'),
  ],
  'damaged.wheels': [
    'Wedi’i ddifrodi: Olwynion',
    couldNot('mae olwynion eich bin wedi’u difrodi. Peidiwch â phoeni, byddwn yn eu newid yn fuan.'),
  ],
  'damaged.body': [
    'Wedi’i ddifrodi: Corff',
    couldNot('roedd corff eich bin wedi’i ddifrodi. Peidiwch â phoeni, byddwn yn ei newid yn fuan.'),
  ],
  excess_bins: ['Gormod o finiau', couldNot('roedd gormod o finiau ar eich eiddo.')],
  bin_not_local: ['Bin o ardal arall', didNot(`mae eich bin yn perthyn i gyngor arall. ${ifWrong}`)],
  bin_lost_in_vehicle: [
    'Bin ar goll yn y cerbyd',
    'Bin ar goll: {date}. Mae’n ddrwg gennym fod eich bin ar goll – fe’i collwyd y tu mewn i’n cerbyd. Peidiwch â phoeni, byddwn yn rhoi un arall i chi’n fuan.',
  ],
  not_on_scheme: ['Heb fod ar y cynllun', didNot(`nid yw eich eiddo yn ein cofnodion ar hyn o bryd. ${ifWrong}`)],
  querying_assisted: [
    'Holi am gasgliad â chymorth',
    'Cwestiwn: {date}. Gofynnodd ein criw a oes angen help arnoch i roi eich biniau allan. Os oes, cysylltwch â ni.',
  ],
  'safety_concern.street': ['Pryder diogelwch: Stryd', couldNot('nid oedd yn ddiogel gweithio yn eich stryd.')],
  'safety_concern.customer': ['Pryder diogelwch: Cwsmer', couldNot('nid oedd yn ddiogel i’n criw.')],
  'safety_concern.animal': [
    'Pryder diogelwch: Anifail',
    couldNot('roedd anifail yn ei gwneud yn anniogel i’w cyrraedd.'),
  ],
  street_completed: ['Stryd wedi’i chwblhau', 'Wedi’u gwagio: {date}. Gwnaethom wagio’r holl finiau yn eich stryd.'],
  blocked_by_vehicles: ['Wedi’i rwystro gan gerbydau', couldNot('roedd cerbyd yn rhwystro ein mynediad.')],
  roadworks: ['Gwaith ffordd', couldNot('roedd gwaith ffordd yn rhwystro ein mynediad.')],
  gate_locked: ['Gât dan glo', couldNot('roedd gât dan glo yn rhwystro ein mynediad.')],
  partly_completed_street: [
    'Stryd wedi’i chwblhau’n rhannol',
    'Wedi’u gwagio’n rhannol: {date}. Gwnaethom wagio rhai o’r biniau yn eich stryd, ond ni allem orffen.',
  ],
  alarm_activated: ['Larwm wedi’i seinio', couldNot('roedd larwm cerbyd wedi’i seinio.')],
  breakdown: ['Cerbyd wedi torri i lawr', couldNot('torrodd ein lorri i lawr.')],
  road_closure: ['Ffordd ar gau', couldNot('roedd ffordd ar gau, a oedd yn rhwystro ein mynediad.')],
};
