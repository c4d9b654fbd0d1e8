/** `commons import addresses`: from a council's gazetteer file, in any of seven formats, to batches of addresses. */
import { type Importer, type Source, type StagingTools, Unreadable } from '#shared/datasets/importer.ts';
import { type Format, titles } from './gazetteer/columns.ts';
import { type Detected, detect } from './gazetteer/detect.ts';
import { Stager } from './gazetteer/stage.ts';

const isFormat = (text: string): text is Format => Object.hasOwn(titles, text);

interface Found {
  readonly source: Source;
  readonly detected: Detected;
}

/** All files of a load must be of one format; they are volumes or parts of one supply. */
const agree = (
  found: readonly { readonly source: Source; readonly detected: Detected }[],
  asked: string | undefined,
): Format => {
  if (asked !== undefined && !isFormat(asked)) {
    throw new Unreadable(`There is no format “${asked}”. There are ${Object.keys(titles).join(', ')}.`);
  }
  const [first, ...others] = found;
  if (!first) throw new Unreadable('There is no file to load.');
  const other = others.find(({ detected }) => detected.format !== first.detected.format);
  if (other) {
    throw new Unreadable(
      `${first.source.name} is ${titles[first.detected.format]}, but ${other.source.name} is ${titles[other.detected.format]}. Load them one after the other.`,
    );
  }
  if (asked && asked !== first.detected.format) {
    throw new Unreadable(
      `${first.source.name} is not ${titles[asked]}: it looks like ${titles[first.detected.format]}.`,
    );
  }
  return first.detected.format;
};

/** Archives hold notes and lists beside the data: what is no gazetteer file is left out, as long as something else is one. */
const recognise = async (sources: readonly Source[]): Promise<{ found: Found[]; unknown: Unreadable[] }> => {
  const found: Found[] = [];
  const unknown: Unreadable[] = [];
  for (const source of sources) {
    try {
      found.push({ source, detected: await detect(source) });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      unknown.push(error);
    }
  }
  if (found.length === 0 && unknown[0]) throw unknown[0];
  return { found, unknown };
};

const stage = async (sources: readonly Source[], asked: string | undefined, tools: StagingTools) => {
  const { found, unknown } = await recognise(sources);
  const format = agree(found, asked);
  const stager = new Stager(format, tools);
  try {
    for (const { message } of unknown) stager.leaveOut(message);
    for (const [place, { source, detected }] of found.entries()) await stager.read(source, detected, place);
    const saysFull = found.some(({ detected }) => detected.supply === 'full');
    const saysChanges = found.some(({ detected }) => detected.supply === 'changes');
    const changes = saysChanges || (!saysFull && stager.looksLikeChanges);
    if (changes) await stager.addLive();
    stager.join(changes);
    return stager.finish(changes);
  } catch (error) {
    stager.close();
    throw error;
  }
};

export const importer: Importer = {
  name: 'addresses',
  path: 'addresses',
  noun: 'addresses',
  formats: Object.keys(titles),
  stage,
};
