import { onMount, untrack } from 'svelte';
import { simulate, type Drawn, type Simulation } from '@cenacle/shared/benchmarks/answer.ts';

/** So few cells are drawn while the page is made, in about a fiftieth of a second; more are drawn when it is there. */
const atOnceCellsMax = 80;
/** A reader who drags a slider asks once, when they pause. */
const pauseMs = 120;
/** What takes longer is said to be under way. */
const lateMs = 300;

const cellsOf = ({ utilities }: Drawn): number => utilities.length * (utilities[0]?.length ?? 0);

/** What drawn weightings say of a ranking, drawn anew in a worker whenever it changes; the last answer stands meanwhile. */
export class Simulated {
  result: Simulation | null = $state.raw(null);
  /** The first answer lets wait. */
  isLate = $state(false);

  constructor(drawn: () => Drawn) {
    const first = untrack(drawn);
    if (cellsOf(first) <= atOnceCellsMax) this.result = simulate(first);
    let answered = JSON.stringify(this.result ? first : null);

    onMount(() => {
      const worker = new Worker(new URL('./simulate-worker.ts', import.meta.url), { type: 'module' });
      const late = setTimeout(() => (this.isLate = this.result === null), lateMs);
      let [isBusy, asked] = [false, answered];
      const ask = (): void => {
        const wanted = JSON.stringify(drawn());
        if (isBusy || wanted === asked) return;
        [isBusy, asked] = [true, wanted];
        worker.postMessage(drawn());
      };
      worker.addEventListener('message', ({ data }: MessageEvent<Simulation>) => {
        [isBusy, answered, this.isLate, this.result] = [false, asked, false, data];
        // What moved meanwhile is asked for now.
        ask();
      });
      const follow = $effect.root(() => {
        $effect(() => {
          drawn();
          const pause = setTimeout(ask, pauseMs);
          return () => clearTimeout(pause);
        });
      });
      return () => {
        clearTimeout(late);
        follow();
        worker.terminate();
      };
    });
  }
}
