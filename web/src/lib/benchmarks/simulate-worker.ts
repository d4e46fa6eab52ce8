import { simulate, type Drawn } from '@cenacle/shared/benchmarks/answer.ts';

/** Draws beside the page, so that sliders stay at hand meanwhile. */
addEventListener('message', ({ data }: MessageEvent<Drawn>) => postMessage(simulate(data)));
