/** The part of geodesy that we use; it ships no types, and those on npm do not fit this module. */
declare module 'geodesy/osgridref.js' {
  export class LatLon {
    constructor(latitude: number, longitude: number);
    readonly latitude: number;
    readonly longitude: number;
    toOsGrid(): OsGridRef;
  }
  // biome-ignore lint/style/noDefaultExport: as the library has it.
  export default class OsGridRef {
    constructor(easting: number, northing: number);
    readonly easting: number;
    readonly northing: number;
    toLatLon(): LatLon;
  }
}
