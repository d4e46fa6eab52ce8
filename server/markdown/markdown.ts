import { Worker } from 'node:worker_threads';
import { MarkdownRefused } from './refused.ts';
import { postLengthMax } from './render.ts';
import type { Rendered, RenderSettings } from './render.ts';
import type { Answer } from './worker.ts';

export type Markdown = {
  /**
   * Renders a source in a worker.
   *
   * @throws MarkdownRefused with the code that the route answers on the field
   */
  render(source: string): Promise<Rendered>;
  /** Ends the workers; what waits is rejected. */
  close(): Promise<void>;
};

export type MarkdownOptions = RenderSettings & {
  /** How much processor time one text may take; in a busy machine it may wait ten times as long. */
  timeLimitMs?: number;
  workers?: number;
};

type Job = { source: string; resolve: (rendered: Rendered) => void; reject: (reason: Error) => void };
type Slot = { worker: Worker; ready: boolean; job: Job | null; timer: NodeJS.Timeout | undefined };

/** A text that waits for the processor is not to blame, but whoever sent it does not wait for ever. */
const waitingFactorMax = 10;
const waitMsMin = 5;

// A post takes a millisecond; a worker that needs more than this has met a hostile text.
const memoryMegabytesMax = 256;

function settle(job: Job, answer: Exclude<Answer, 'ready'>): void {
  if ('rendered' in answer) job.resolve(answer.rendered);
  else if ('refused' in answer) job.reject(new MarkdownRefused(answer.refused));
  else job.reject(new Error(`Markdown renderer failed: ${answer.failed}`));
}

/**
 * The renderer behind a hard time limit: a worker that exceeds it is ended and replaced, and the texts waiting
 * behind go on. Workers start with the first text and never hold the process while they have nothing to do.
 */
export function openMarkdown(options: MarkdownOptions = {}): Markdown {
  const { timeLimitMs = 1_000, workers = 1, publicUrl = '' } = options;
  const queue: Job[] = [];
  const slots = new Set<Slot>();
  let closed = false;

  function drop(slot: Slot): void {
    slots.delete(slot);
    clearTimeout(slot.timer);
    void slot.worker.terminate();
  }

  /** Gives the slot's job its time; what of it the worker did not get, as others had the processor, is given again. */
  async function watch(slot: Slot): Promise<void> {
    const { job, worker } = slot;
    // A worker that ended meanwhile has no answer, and its job has been settled.
    const usedMs = async () => {
      const used = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }));
      return (used.user + used.system) / 1000;
    };
    const isAtWork = () => slots.has(slot) && slot.job === job;
    const overdue = performance.now() + timeLimitMs * waitingFactorMax;
    const before = await usedMs();
    let left = timeLimitMs;
    while (isAtWork() && left > 0 && performance.now() < overdue) {
      await new Promise((resolve) => (slot.timer = setTimeout(resolve, Math.max(left, waitMsMin))));
      left = timeLimitMs - ((await usedMs()) - before);
    }
    if (isAtWork()) expire(slot);
  }

  function expire(slot: Slot): void {
    const { job } = slot;
    drop(slot);
    job?.reject(new MarkdownRefused('too_slow'));
    // The next writer should not wait for a worker to load.
    start();
    next();
  }

  function fail(slot: Slot, error: Error & { code?: string }): void {
    if (!slots.has(slot)) return;
    const { job, ready } = slot;
    drop(slot);
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') job?.reject(new MarkdownRefused('too_wide'));
    else job?.reject(error);
    // A worker that cannot even load would fail for everyone who waits.
    if (!ready) for (const waiting of queue.splice(0)) waiting.reject(error);
    next();
  }

  function receive(slot: Slot, answer: Answer): void {
    if (answer === 'ready') slot.ready = true;
    else {
      const { job } = slot;
      clearTimeout(slot.timer);
      slot.job = null;
      if (job) settle(job, answer);
    }
    next();
  }

  function start(): void {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { publicUrl } satisfies RenderSettings,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytesMax },
    });
    const slot: Slot = { worker, ready: false, job: null, timer: undefined };
    slots.add(slot);
    worker.on('message', (answer: Answer) => receive(slot, answer));
    worker.on('error', (error: Error) => fail(slot, error));
    worker.on('exit', (code) => fail(slot, new Error(`Markdown worker ended with code ${code}`)));
  }

  function next(): void {
    if (closed) return;
    for (const slot of slots) {
      const job = slot.ready && !slot.job ? queue.shift() : undefined;
      if (!job) continue;
      slot.job = job;
      slot.worker.postMessage(job.source);
      void watch(slot);
    }
    if (queue.length > 0 && slots.size < workers && [...slots].every((slot) => slot.ready)) start();
    for (const slot of slots) {
      if (slot.job || (!slot.ready && queue.length > 0)) slot.worker.ref();
      else slot.worker.unref();
    }
  }

  return {
    render(source) {
      if (closed) return Promise.reject(new Error('The Markdown renderer is closed'));
      if (source.length > postLengthMax) return Promise.reject(new MarkdownRefused('too_long'));
      return new Promise((resolve, reject) => {
        queue.push({ source, resolve, reject });
        next();
      });
    },
    async close() {
      closed = true;
      const ended = new Error('The Markdown renderer is closed');
      const open = [...slots];
      slots.clear();
      for (const job of queue.splice(0)) job.reject(ended);
      for (const slot of open) {
        clearTimeout(slot.timer);
        slot.job?.reject(ended);
      }
      await Promise.all(open.map((slot) => slot.worker.terminate()));
    },
  };
}
