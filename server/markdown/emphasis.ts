/** A run of equal delimiters in a paragraph, and what it turned out to open and close. */
export type Run = {
  kind: 'run';
  mark: '*' | '_' | '~';
  length: number;
  /** Delimiters not used yet; what is left is shown as typed. */
  count: number;
  canOpen: boolean;
  canClose: boolean;
  closes: string[];
  opens: string[];
};

const blank = /^\s?$/;
const punctuation = /^[\p{P}\p{S}]$/u;
// French sets its punctuation off by a space, so « **Attention :**le » ends in punctuation next to a letter.
// CommonMark would not close there; these marks say by themselves on which side they stand.
const opening = /^[\p{Ps}\p{Pi}]$/u;
const closing = /^[\p{Pe}\p{Pf}.,:;!?…%°€]$/u;

/** A run of `length` marks between two characters ('' at an end of the text), by CommonMark's rules of flanking. */
export function makeRun(mark: Run['mark'], length: number, before: string, after: string): Run {
  const spaced = { before: blank.test(before), after: blank.test(after) };
  const pointed = { before: punctuation.test(before), after: punctuation.test(after) };
  const loose = mark !== '_';
  const left =
    !spaced.after && (!pointed.after || spaced.before || pointed.before || (loose && opening.test(after)));
  const right =
    !spaced.before && (!pointed.before || spaced.after || pointed.after || (loose && closing.test(before)));
  return {
    kind: 'run',
    mark,
    length,
    count: length,
    canOpen: loose ? left : left && (!right || pointed.before),
    canClose: loose ? right : right && (!left || pointed.after),
    closes: [],
    opens: [],
  };
}

function matches(opener: Run, closer: Run): boolean {
  if (opener.mark !== closer.mark) return false;
  if (opener.mark === '~') return opener.length === closer.length;
  const either = (opener.canOpen && opener.canClose) || (closer.canOpen && closer.canClose);
  if (!either || (opener.length + closer.length) % 3 !== 0) return true;
  return opener.length % 3 === 0 && closer.length % 3 === 0;
}

function join(opener: Run, closer: Run): void {
  const width = opener.count >= 2 && closer.count >= 2 ? 2 : 1;
  const tag = opener.mark === '~' ? 'del' : width === 2 ? 'strong' : 'em';
  opener.count -= width;
  closer.count -= width;
  opener.opens.unshift(tag);
  closer.closes.push(tag);
}

/**
 * Pairs the runs of one stretch of text (CommonMark's delimiter algorithm). Its memory of where a search has
 * failed keeps the time linear; searching afresh from each opener is what makes other renderers slow.
 */
export function pairRuns(runs: readonly Run[]): void {
  const openers: Run[] = [];
  const bottoms = new Map<string, number>();
  for (const run of runs) {
    while (run.canClose && run.count > 0) {
      const key = `${run.mark}${run.canOpen}${run.length % 3}`;
      const bottom = bottoms.get(key) ?? 0;
      let at = openers.length - 1;
      let opener = openers[at];
      while (at >= bottom && opener && !matches(opener, run)) {
        at -= 1;
        opener = openers[at];
      }
      if (at < bottom || !opener) {
        bottoms.set(key, openers.length);
        break;
      }
      join(opener, run);
      openers.length = opener.count > 0 ? at + 1 : at;
      for (const [other, height] of bottoms) bottoms.set(other, Math.min(height, openers.length));
    }
    if (run.canOpen && run.count > 0) openers.push(run);
  }
}
