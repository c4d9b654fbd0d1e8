/** Shows how far long work is: a bar on a terminal, a plain line now and then elsewhere. */
import { SingleBar } from 'cli-progress';

export interface Progress {
  /** Units done so far. */
  update(done: number): void;
  /** Says something without breaking the bar. */
  note(text: string): void;
  stop(): void;
}

const number = new Intl.NumberFormat('en-GB');
const everySeconds = 5;

const lines = (title: string, unit: string, total: number): Progress => {
  const started = performance.now();
  let last = started;
  let done = 0;
  const tell = () => {
    const seconds = (performance.now() - started) / 1000;
    const rate = done / Math.max(seconds, 0.001);
    const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
    console.log(
      `${title}: ${number.format(done)} of ${number.format(total)} ${unit}, ${number.format(Math.round(rate))} a second, ${left} s left`,
    );
  };
  return {
    update: (now) => {
      done = now;
      if (performance.now() - last < everySeconds * 1000) return;
      last = performance.now();
      tell();
    },
    note: (text) => console.log(text),
    stop: tell,
  };
};

const bar = (title: string, unit: string, total: number): Progress => {
  const shown = new SingleBar({
    format: `${title} {bar} {percentage} %  {value}/{total} ${unit}  {rate} a second  {eta_formatted} left`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    etaBuffer: 100,
    hideCursor: true,
    formatValue: (value, _, type) => (type === 'value' || type === 'total' ? number.format(value) : String(value)),
  });
  const started = performance.now();
  shown.start(total, 0, { rate: '0' });
  const rate = (done: number) => number.format(Math.round((done / Math.max(performance.now() - started, 1)) * 1000));
  return {
    update: (done) => shown.update(done, { rate: rate(done) }),
    note: (text) => {
      shown.stop();
      console.log(text);
      shown.start(total, 0, { rate: '0' });
    },
    stop: () => shown.stop(),
  };
};

export const progress = (title: string, unit: string, total: number): Progress =>
  process.stdout.isTTY ? bar(title, unit, total) : lines(title, unit, total);

const lasting = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
const tellEvery = 30;

/** Shows that something of unknown length goes on: call it whenever it has been looked at. On a terminal one line changes. */
export const waiting = (title: string): { tick(): void; stop(): void } => {
  const started = performance.now();
  let told = 0;
  let shown = false;
  const line = (seconds: number): string => `${title}: ${lasting(seconds)} so far`;
  return {
    tick: () => {
      const seconds = Math.round((performance.now() - started) / 1000);
      if (process.stdout.isTTY) {
        shown = true;
        process.stdout.write(`\r${line(seconds)}\u001B[K`);
      } else if (seconds - told >= tellEvery) {
        told = seconds;
        console.log(line(seconds));
      }
    },
    stop: () => {
      if (shown) process.stdout.write('\n');
    },
  };
};
