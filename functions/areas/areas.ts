/** What the handlers of all dialects ask of the store: one council's live data. Answers of a version never change. */
import type { GeoPoint } from '#shared/geography/grid.ts';
import type { Kind } from './contract/kinds.ts';
import type { Area, PostcodeRecord, PropertyRecord } from './contract/records.ts';
import type { Authority, Reorganisation } from './contract/tables.ts';

/** Numbers of the live dataset versions, and when they went live. Absent: nothing of it was loaded. */
export interface Editions {
  readonly postcodes?: Edition;
  readonly properties?: Edition;
  readonly areas?: Edition;
}
export interface Edition {
  readonly version: number;
  /** What it was made from: `ONSPD, November 2025`. */
  readonly format: string;
  readonly publishedAt?: string;
}

/** An area that a point lies in, whatever its dates. */
export interface Within {
  readonly code: string;
  readonly kind: Kind;
  /** The set that was loaded with it. */
  readonly set?: string;
  readonly from?: string;
  readonly to?: string;
  /** The point is on its edge, or outside by this many metres at most 100: tidal water lies outside clipped boundaries. */
  readonly onEdge?: true;
  readonly outsideBy?: number;
}

/** How many properties of a postcode share one set of codes. */
export interface Tally {
  readonly codes: PropertyRecord['codes'];
  readonly within: readonly string[];
  readonly properties: number;
}

/** Of the live postcodes of an outward code. */
export interface Outward {
  readonly outward: string;
  readonly postcodes: number;
  /** Means; absent where no postcode has a place. */
  readonly latitude?: number;
  readonly longitude?: number;
  readonly easting?: number;
  readonly northing?: number;
  /** Distinct codes by kind, sorted. */
  readonly codes: Readonly<Partial<Record<Kind, readonly string[]>>>;
}

export interface Near {
  readonly record: PostcodeRecord;
  /** Metres. */
  readonly distance: number;
}

export interface NearOutward {
  readonly outward: Outward;
  readonly distance: number;
}

export interface Areas {
  readonly editions: Editions;
  /** In use or terminated. 1 round trip. */
  postcode(postcode: string): Promise<PostcodeRecord | undefined>;
  /** Any number of them, by postcode; those that there are. */
  postcodes(postcodes: readonly string[]): Promise<ReadonlyMap<string, PostcodeRecord>>;
  /** Live and terminated postcodes whose outward code is this and whose inward code starts so (`''`: all), in their order, at most `limit`. */
  inOutward(outward: string, inward: string, limit: number): Promise<readonly PostcodeRecord[]>;
  /** Outward codes with live postcodes that start so, sorted, at most `limit`: `M1` gives M1, M11, M12 … */
  outwards(start: string, limit: number): Promise<readonly string[]>;
  outward(outward: string): Promise<Outward | undefined>;
  /** Live postcodes within `radius` metres, nearest first, then by postcode; at most `limit`, a hundred unless told. */
  near(point: GeoPoint, radius: number, limit?: number): Promise<readonly Near[]>;
  /** By the means of their postcodes' places. */
  outwardsNear(point: GeoPoint, radius: number, limit?: number): Promise<readonly NearOutward[]>;
  /** A live postcode, each as likely as any; `chance` is in [0, 1). Of an outward code, if one is given. */
  random(chance: number, outward?: string): Promise<PostcodeRecord | undefined>;
  property(uprn: string): Promise<PropertyRecord | undefined>;
  /** What the properties of a postcode lie in; empty when no property of it was loaded. */
  tallies(postcode: string): Promise<readonly Tally[]>;
  /** Areas with decisive boundaries around a point, of all dates; on an edge the lowest code of its kind and set comes first. */
  at(point: GeoPoint): Promise<readonly Within[]>;
  /** Every edition of an area, the newest first; empty for an unknown code. */
  area(code: string): Promise<readonly Area[]>;
  /** Names of any number of codes at once, of the newest edition of each; skips what has none. */
  names(codes: readonly string[]): Promise<ReadonlyMap<string, Pick<Area, 'code' | 'kind' | 'name' | 'nameWelsh'>>>;
  /** Areas that are part of another. */
  children(code: string): Promise<readonly Area[]>;
  /** Areas of a kind, sorted by code. */
  ofKind(kind: Kind): Promise<readonly Area[]>;
  /** Areas whose name starts so, in any case; none for an empty start. Like every list, with all editions of each. */
  named(start: string, limit: number): Promise<readonly Area[]>;
  /** Polygons of rings of [longitude, latitude], of the newest edition with a boundary, or of that edition. */
  boundary(code: string, set?: string): Promise<readonly (readonly (readonly [number, number])[])[][] | undefined>;
  authorities(): Promise<readonly Authority[]>;
  reorganisations(): Promise<readonly Reorganisation[]>;
}

export interface AreasStore {
  /** Which versions are live is asked again after five seconds. */
  open(council: string): Promise<Areas>;
}
