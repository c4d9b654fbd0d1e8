/** Why a permit cannot be had, and what to know where it can, in English and Welsh. */
import type { Reason } from '../contract/quotes.ts';

interface Words {
  readonly says: string;
  readonly saysWelsh: string;
}

/** `{day}` and the like are filled in. */
const words = {
  not_yet_in_force: {
    says: 'Permits of this kind cannot be had yet.',
    saysWelsh: 'Nid yw trwyddedau o’r math hwn ar gael eto.',
  },
  scheme_closed: {
    says: 'Permits of this kind cannot be applied for at present.',
    saysWelsh: 'Ni ellir gwneud cais am drwyddedau o’r math hwn ar hyn o bryd.',
  },
  not_by_application: {
    says: 'Vouchers and hours for visitors are bought without an application.',
    saysWelsh: 'Prynir talebau ac oriau i ymwelwyr heb gais.',
  },
  start_too_far: {
    says: 'The permit has to start by {day}.',
    saysWelsh: 'Rhaid i’r drwydded ddechrau erbyn {day}.',
  },
  renewal_too_early: {
    says: 'The permit can be renewed from {day}.',
    saysWelsh: 'Gellir adnewyddu’r drwydded o {day}.',
  },
  length_not_offered: {
    says: 'A permit for {months} months is not offered.',
    saysWelsh: 'Ni chynigir trwydded am {months} mis.',
  },
  not_ours: {
    says: 'The council has no such address. Check it, or ask the council of its area.',
    saysWelsh: 'Nid oes gan y cyngor gyfeiriad o’r fath. Gwiriwch ef, neu gofynnwch i gyngor ei ardal.',
  },
  outside_every_zone: {
    says: 'The address is in no permit zone.',
    saysWelsh: 'Nid yw’r cyfeiriad mewn unrhyw barth trwyddedau.',
  },
  zone_not_in_scheme: {
    says: 'There are no permits of this kind in the zone of the address.',
    saysWelsh: 'Nid oes trwyddedau o’r math hwn ym mharth y cyfeiriad.',
  },
  address_unverified: {
    says: 'The council cannot tell yet that the address is yours. Contact the council.',
    saysWelsh: 'Ni all y cyngor gadarnhau eich cyfeiriad eto. Cysylltwch â’r cyngor.',
  },
  household_limit: {
    says: 'The household has as many permits as it can have.',
    saysWelsh: 'Mae gan y cartref gymaint o drwyddedau ag y gall eu cael.',
  },
  resident_limit: {
    says: 'You have as many permits as you can have.',
    saysWelsh: 'Mae gennych gymaint o drwyddedau ag y gallwch eu cael.',
  },
  property_limit: {
    says: 'The property has as many permits as it can have.',
    saysWelsh: 'Mae gan yr eiddo gymaint o drwyddedau ag y gall eu cael.',
  },
  zone_full: {
    says: 'All permits of the zone are taken.',
    saysWelsh: 'Mae pob trwydded yn y parth wedi’i chymryd.',
  },
  vehicle_has_permit: {
    says: 'The vehicle has a permit for this zone already.',
    saysWelsh: 'Mae gan y cerbyd drwydded ar gyfer y parth hwn eisoes.',
  },
  foreign_vehicle: {
    says: 'Vehicles registered abroad cannot have a permit of this kind.',
    saysWelsh: 'Ni all cerbydau sydd wedi’u cofrestru dramor gael trwydded o’r math hwn.',
  },
  motorcycle_refused: {
    says: 'Motorcycles cannot have a permit of this kind.',
    saysWelsh: 'Ni all beiciau modur gael trwydded o’r math hwn.',
  },
  motorcycle_needs_none: {
    says: 'Motorcycles need no permit.',
    saysWelsh: 'Nid oes angen trwydded ar feiciau modur.',
  },
  untaxed: {
    says: 'The vehicle is not taxed, or is declared off the road.',
    saysWelsh: 'Nid yw’r cerbyd wedi’i drethu, neu mae wedi’i ddatgan oddi ar y ffordd.',
  },
  exported: {
    says: 'The vehicle is marked as exported.',
    saysWelsh: 'Mae’r cerbyd wedi’i nodi fel un a allforiwyd.',
  },
  no_price: {
    says: 'The council has set no price for this. Contact the council.',
    saysWelsh: 'Nid yw’r cyngor wedi pennu pris ar gyfer hyn. Cysylltwch â’r cyngor.',
  },
  other_zone: {
    says: 'The address is in zone {zone}: the permit and its price are for that zone.',
    saysWelsh: 'Mae’r cyfeiriad ym mharth {zone}: ar gyfer y parth hwnnw y mae’r drwydded a’i phris.',
  },
  start_moved: {
    says: 'The permit can start on {day} at the earliest.',
    saysWelsh: 'Gall y drwydded ddechrau ar {day} ar y cynharaf.',
  },
  short_permit: {
    says: 'The address cannot be verified yet: the permit runs until {day}, then apply again.',
    saysWelsh: 'Ni ellir gwirio’r cyfeiriad eto: mae’r drwydded yn para tan {day}, yna gwnewch gais eto.',
  },
  vehicle_not_found: {
    says: 'DVLA has no vehicle with this registration. Check it.',
    saysWelsh: 'Nid oes gan DVLA gerbyd â’r rhif cofrestru hwn. Gwiriwch ef.',
  },
  too_many_changes: {
    says: 'The permit was changed too often. Contact the council.',
    saysWelsh: 'Newidiwyd y drwydded yn rhy aml. Cysylltwch â’r cyngor.',
  },
  without_vehicle: {
    says: 'The permit is for no vehicle.',
    saysWelsh: 'Nid yw’r drwydded ar gyfer cerbyd.',
  },
  same_vehicle: {
    says: 'The permit is for this vehicle already.',
    saysWelsh: 'Mae’r drwydded ar gyfer y cerbyd hwn eisoes.',
  },
  changes_limit: {
    says: 'The vehicle was changed as often as it can be in a year.',
    saysWelsh: 'Newidiwyd y cerbyd gynifer o weithiau ag y gellir mewn blwyddyn.',
  },
  temporary_limit: {
    says: 'There were as many temporary vehicles as there can be in a year.',
    saysWelsh: 'Bu cynifer o gerbydau dros dro ag y gellir mewn blwyddyn.',
  },
  temporary_too_long: {
    says: 'A temporary vehicle can be covered for {days} days at most.',
    saysWelsh: 'Gellir diogelu cerbyd dros dro am {days} diwrnod ar y mwyaf.',
  },
  temporary_now: {
    says: 'There is a temporary vehicle already. End that first.',
    saysWelsh: 'Mae cerbyd dros dro eisoes. Rhowch derfyn ar hwnnw yn gyntaf.',
  },
  outside_term: {
    says: 'It has to begin from now on, while the permit runs.',
    saysWelsh: 'Rhaid iddo ddechrau o hyn ymlaen, tra bo’r drwydded yn rhedeg.',
  },
  same_address: {
    says: 'The permit is for this address already.',
    saysWelsh: 'Mae’r drwydded ar gyfer y cyfeiriad hwn eisoes.',
  },
  too_early: {
    says: 'The permit can be renewed from {day}.',
    saysWelsh: 'Gellir adnewyddu’r drwydded o {day}.',
  },
  renewed: {
    says: 'The permit was renewed.',
    saysWelsh: 'Adnewyddwyd y drwydded.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type ReasonCode = keyof typeof words;

export const reason = (code: ReasonCode, values: Readonly<Record<string, string | number>> = {}): Reason => {
  const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  const { says, saysWelsh } = words[code];
  return { code, says: filled(says), saysWelsh: filled(saysWelsh) };
};

/** The reason, where it is so. */
export const reasonIf = (
  is: boolean,
  code: ReasonCode,
  values: Readonly<Record<string, string | number>> = {},
): Reason[] => (is ? [reason(code, values)] : []);
