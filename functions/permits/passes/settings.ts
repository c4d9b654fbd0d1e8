/** The council's settings, and who does not issue passes at all. */
import { isDeepStrictEqual } from 'node:util';
import type { Council } from '#shared/contract/capability.ts';
import type { Key } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { NotTheTravelAuthority, PassSettingsChanged, SchemeOfEngland } from '../contract/passFields.ts';
import { type PassRules, PassSettings, usualPassRules } from '../contract/passSettings.ts';

export interface PassSettingsStore {
  get(council: string): Promise<PassSettings>;
  /** Writes the version after the one that the caller knew. Throws `PassSettingsChanged`. */
  put(council: string, settings: PassRules, version: number): Promise<PassSettings>;
}

const key = (council: string): Key => ({ pk: `${council}#PASSSETTINGS`, sk: 'SETTINGS' });

export const passSettingsStore = (table: Table): PassSettingsStore => ({
  get: async (council) => {
    const item = await table.get(key(council));
    return item ? PassSettings.parse(item) : { version: 0, ...usualPassRules };
  },
  put: async (council, settings, known) => {
    const wanted: PassSettings = { ...settings, version: known + 1 };
    try {
      await table.put(
        { ...key(council), type: 'permits-pass-settings', ...wanted },
        {
          text: known === 0 ? 'attribute_not_exists(pk)' : '#version = :known',
          ...(known > 0 && { names: { '#version': 'version' }, values: { ':known': known } }),
        },
      );
      return wanted;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      const there = error.item ? PassSettings.parse(error.item) : { version: 0, ...usualPassRules };
      // The same request, sent again, finds its own work done.
      if (isDeepStrictEqual(there, PassSettings.parse(wanted))) return wanted;
      throw new PassSettingsChanged(`They are at version ${there.version} by now.`);
    }
  },
});

/** Nations by the first letter of GSS codes, and where their passes come from. */
const elsewhere: Readonly<Record<string, readonly [name: string, welsh: string, url: string]>> = {
  S: ['Scotland', 'yr Alban', 'https://www.transport.gov.scot/concessionary-travel'],
  W: ['Wales', 'Cymru', 'https://www.tfw.wales/ways-to-travel/bus/apply-for-a-travel-card'],
  N: [
    'Northern Ireland',
    'Gogledd Iwerddon',
    'https://www.nidirect.gov.uk/articles/free-and-concessionary-bus-and-rail-travel',
  ],
};

/** Throws for councils that issue no passes: in another nation, or where another authority does. */
export const mustIssuePasses = (council: Council | undefined, settings: PassRules): void => {
  const nation = elsewhere[council?.gssCode?.[0] ?? ''];
  if (nation) {
    const [name, welsh, url] = nation;
    const says = `This is England’s scheme. ${name} has its own, with another age. Ask at ${url}.`;
    const saysWelsh = `Cynllun Lloegr yw hwn. Mae gan ${welsh} ei chynllun ei hun, ag oedran arall. Gofynnwch yn ${url}.`;
    throw new SchemeOfEngland(says, { extensions: { says, saysWelsh, url } });
  }
  if (settings.isTravelAuthority) return;
  const { authority } = settings;
  const says = `The council does not issue bus passes. Ask ${authority.name}: ${authority.url}`;
  const saysWelsh = `Nid yw’r cyngor yn rhoi pasys bws. Gofynnwch i ${authority.nameWelsh ?? authority.name}: ${authority.url}`;
  throw new NotTheTravelAuthority(says, { extensions: { authority, says, saysWelsh } });
};
