/** A vehicle as the Vehicle Enquiry Service tells it. Only its mark is certain: what is missing or odd is left out, what is new ignored. */
import * as z from 'zod/mini';

const lenient = <S extends z.core.$ZodType>(schema: S) => z.catch(z.optional(schema), undefined);

const line = (most: number) =>
  lenient(z.string().check(z.trim(), z.minLength(1), z.maxLength(most), z.regex(/^\P{Cc}*$/u)));
const text = line(60);
/** DVLA writes 0 for a weight or an engine that it does not know; of CO2 the rules decide. */
const size = lenient(z.int().check(z.minimum(1), z.maximum(1_000_000)));
const date = lenient(z.iso.date());
/** Specified as a date, told as a month. */
const month = lenient(
  z.pipe(
    z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])/)),
    z.transform((value) => value.slice(0, 7)),
  ),
);

export const VesVehicle = z.object({
  make: text,
  colour: text,
  fuelType: text,
  co2Emissions: lenient(z.int().check(z.minimum(0), z.maximum(5000))),
  engineCapacity: size,
  euroStatus: text,
  realDrivingEmissions: line(10),
  typeApproval: line(20),
  revenueWeight: size,
  wheelplan: text,
  monthOfFirstRegistration: month,
  monthOfFirstDvlaRegistration: month,
  yearOfManufacture: size,
  dateOfLastV5CIssued: date,
  taxStatus: text,
  taxDueDate: date,
  motStatus: text,
  motExpiryDate: date,
  markedForExport: lenient(z.boolean()),
});
export type VesVehicle = z.infer<typeof VesVehicle>;

/** Without what can change any day. */
export const lasting = ({
  taxStatus: _tax,
  taxDueDate: _due,
  motStatus: _mot,
  motExpiryDate: _expiry,
  markedForExport: _export,
  ...vehicle
}: VesVehicle): VesVehicle => vehicle;
