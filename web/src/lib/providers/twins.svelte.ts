import { listSimilarProviders, type SimilarProvider } from '@cenacle/shared/providers/contract.ts';
import { ApiError, call } from '#lib/api.ts';

/** After the last sign typed; possible twins can wait a moment. */
const askAfterMs = 400;

interface Typed {
  name: string;
  website: string;
  identity: string;
}

/** Providers that may be the one being typed, asked for a moment after each change. */
export class Twins {
  found = $state.raw<readonly SimilarProvider[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;

  askSoon(typed: () => Typed): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(typed()), askAfterMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  async #ask(query: Typed): Promise<void> {
    this.#asking?.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const { items } = await call(fetch, listSimilarProviders, { query, signal });
      if (!signal.aborted) this.found = items;
    } catch (failure) {
      // Without the proposals the form still works: they come again when it is sent.
      if (!signal.aborted && !(failure instanceof ApiError)) throw failure;
    }
  }
}
