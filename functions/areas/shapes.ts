/** Lines of points in millionths of a degree (0.1 m): how they are written as text, and which side of them a point is on. */

/** Longitude and latitude by turns, in millionths of a degree. */
export type Line = readonly number[];
type Point = readonly [number, number];

const millionth = 1e6;
/** Five bits a character, of `(` to `h` but for the backslash, which JSON would double. */
const letter = (bits: number): string => String.fromCharCode(bits < 52 ? bits + 40 : bits + 41);
const bitsOf = (code: number): number => (code < 92 ? code - 40 : code - 41);

/** Each number as the difference to the one of the point before, small first: `zigzag` makes -1 a 1 and 1 a 2. */
export const encodeLine = (line: Line): string => {
  let text = '';
  line.forEach((value, i) => {
    const difference = value - (line[i - 2] ?? 0);
    let zigzag = difference < 0 ? -2 * difference - 1 : 2 * difference;
    for (; zigzag >= 32; zigzag = Math.floor(zigzag / 32)) text += letter(32 + (zigzag % 32));
    text += letter(zigzag);
  });
  return text;
};

export const decodeLine = (text: string): Line => {
  const line: number[] = [];
  let [value, unit] = [0, 1];
  for (let i = 0; i < text.length; i += 1) {
    const bits = bitsOf(text.charCodeAt(i));
    value += (bits % 32) * unit;
    unit *= 32;
    if (bits >= 32) continue;
    line.push((line.at(-2) ?? 0) + (value % 2 ? -(value + 1) / 2 : value / 2));
    [value, unit] = [0, 1];
  }
  return line;
};

/** A ring of [longitude, latitude] in degrees, its last point the first again. */
export const encodeRing = (ring: readonly Point[]): string =>
  encodeLine(ring.flatMap(([x, y]) => [Math.round(x * millionth), Math.round(y * millionth)]));

export const decodeRing = (text: string): Point[] => {
  const line = decodeLine(text);
  return Array.from({ length: line.length / 2 }, (_, i) => [
    (line[2 * i] ?? 0) / millionth,
    (line[2 * i + 1] ?? 0) / millionth,
  ]);
};

/** What is wrong with an encoded ring, if anything is. */
export const ringFault = (text: string): string | undefined => {
  const line = decodeLine(text);
  if (line.length % 2 || line.length < 8) return 'has fewer than four points';
  if (line[0] !== line.at(-2) || line[1] !== line.at(-1)) return 'does not end where it starts';
  const most = (i: number) => (i % 2 ? 90 : 180) * millionth;
  return line.some((value, i) => !(Math.abs(value) <= most(i))) ? 'leaves the world' : undefined;
};

/** Calls for each edge until it is answered `true`. */
export const someEdge = (
  lines: readonly Line[],
  test: (ax: number, ay: number, bx: number, by: number) => boolean,
): boolean =>
  lines.some((line) => {
    for (let i = 2; i < line.length; i += 2) {
      if (test(line[i - 2] ?? 0, line[i - 1] ?? 0, line[i] ?? 0, line[i + 1] ?? 0)) return true;
    }
    return false;
  });

/**
 * Whether a straight walk from one point to another crosses edges an odd number of times: in from outside, or out from inside. An
 * edge's ends are judged by which side of the walk they are on, one that is right on it as on its right, so that a vertex on the walk
 * counts for both its edges alike.
 */
export const changesSide = (lines: readonly Line[], [fromX, fromY]: Point, [toX, toY]: Point): boolean => {
  const [dx, dy] = [toX - fromX, toY - fromY];
  let odd = false;
  someEdge(lines, (ax, ay, bx, by) => {
    const isLeft = dx * (ay - fromY) - dy * (ax - fromX) > 0;
    if (isLeft === dx * (by - fromY) - dy * (bx - fromX) > 0) return false;
    const side = (x: number, y: number) => (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0;
    if (side(fromX, fromY) !== side(toX, toY)) odd = !odd;
    return false;
  });
  return odd;
};

/** Square of the distance of a point from an edge, where a unit of x and one of y are so many long. */
export const squaredDistance = (
  [x, y]: Point,
  [ax, ay, bx, by]: readonly [number, number, number, number],
  [scaleX, scaleY]: Point,
): number => {
  const [dx, dy] = [(bx - ax) * scaleX, (by - ay) * scaleY];
  const [px, py] = [(x - ax) * scaleX, (y - ay) * scaleY];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
  return (px - along * dx) ** 2 + (py - along * dy) ** 2;
};

/** The parts of lines whose edges come near a box: west, south, east, north. */
export const clip = (
  lines: readonly Line[],
  [west, south, east, north]: readonly [number, number, number, number],
): Line[] => {
  const parts: number[][] = [];
  for (const line of lines) {
    let part: number[] | undefined;
    for (let i = 2; i < line.length; i += 2) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = [line[i - 2], line[i - 1], line[i], line[i + 1]];
      const meets = !(
        (ax < west && bx < west) ||
        (ax > east && bx > east) ||
        (ay < south && by < south) ||
        (ay > north && by > north)
      );
      if (!meets) part = undefined;
      else if (part) part.push(bx, by);
      else {
        part = [ax, ay, bx, by];
        parts.push(part);
      }
    }
  }
  return parts;
};
