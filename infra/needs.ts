/** What capabilities need of each other (`uses` and `hears` in their resources.ts) is there: told when the deployment is built, not in the night. */
import type { Found } from './capabilities.ts';
import { CannotDo } from './problem.ts';

const eventTypes = (found: readonly Found[]): string[] =>
  found.flatMap(({ contract: { events = {} } }) => Object.keys(events));

/** Throws `CannotDo`, a line for each thing that is not there. */
export const checkNeeds = (found: readonly Found[]): void => {
  const names = found.map(({ contract }) => contract.name);
  const types = eventTypes(found);
  const lines = found.flatMap(({ contract: { name }, resources: { uses = [], hears = [] } }) => [
    ...uses
      .filter((one) => one === name || !names.includes(one))
      .map(
        (one) =>
          `functions/${name}/resources.ts uses “${one}”: ${one === name ? 'it is itself' : 'no such capability'}.`,
      ),
    ...hears
      .filter((one) => !types.includes(one))
      .map((one) => `functions/${name}/resources.ts hears “${one}”: no contract announces such an event.`),
  ]);
  if (lines.length > 0) throw new CannotDo(lines.join('\n'));
};
