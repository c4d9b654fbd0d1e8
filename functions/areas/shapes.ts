/**
 * Rings of boundaries as text: longitude and latitude in millionths of a degree (0.1 m), each as the difference to the point before,
 * in digits of base 64 of which five bits count and the sixth says that more follow. A vertex takes five or six characters.
 */
export type Point = readonly [longitude: number, latitude: number];

/** Nothing that JSON would escape. */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Int8Array(128).fill(-1);
for (const [value, digit] of [...digits].entries()) values[digit.charCodeAt(0)] = value;

const perDegree = 1_000_000;
const millionths = (degrees: number): number => Math.round(degrees * perDegree);

/** Signed numbers as unsigned, small ones staying small; 360 degrees fit into 30 bits. */
const written = (difference: number): string => {
  let text = '';
  let rest = difference < 0 ? -2 * difference - 1 : 2 * difference;
  for (; rest >= 32; rest >>>= 5) text += digits[32 + (rest & 31)];
  return text + digits[rest];
};

/** A ring as it is in GeoJSON: its last point is its first again. */
export const encodeRing = (ring: readonly Point[]): string => {
  let text = '';
  let [x, y] = [0, 0];
  for (const [longitude, latitude] of ring) {
    const [nextX, nextY] = [millionths(longitude), millionths(latitude)];
    text += written(nextX - x) + written(nextY - y);
    [x, y] = [nextX, nextY];
  }
  return text;
};

export const decodeRing = (text: string): Point[] => {
  const ring: Point[] = [];
  let at = 0;
  const read = (): number => {
    let [rest, shift] = [0, 0];
    for (;;) {
      const value = values[text.charCodeAt(at)] ?? -1;
      at += 1;
      if (value < 0) throw new TypeError('The text is no ring.');
      rest |= (value & 31) << shift;
      if (value < 32) return rest % 2 === 0 ? rest / 2 : -(rest + 1) / 2;
      shift += 5;
    }
  };
  for (let [x, y] = [0, 0]; at < text.length; ) {
    x += read();
    y += read();
    ring.push([x / perDegree, y / perDegree]);
  }
  return ring;
};
