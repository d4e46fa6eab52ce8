import type { BrowserContext, Page } from '@playwright/test';

/** Something that came over the network to somebody's browser, headers included. */
interface Arrival {
  from: string;
  bytes: Buffer;
}

/** Keeps every byte that comes to the pages of a browser's context, over HTTP and over sockets. */
export class Traces {
  readonly #arrivals: Arrival[] = [];
  readonly #pending: Promise<void>[] = [];

  constructor(context: BrowserContext) {
    context.on('response', (response) => {
      const read = async (): Promise<void> => {
        const headers = Object.entries(await response.allHeaders())
          .flat()
          .join('\n');
        // A redirect has no body, and a page that is left takes those that it no longer waits for with it.
        const body = await response.body().catch(() => Buffer.alloc(0));
        this.#arrivals.push({ from: response.url(), bytes: Buffer.concat([Buffer.from(headers), body]) });
      };
      this.#pending.push(read().catch(() => undefined));
    });
    context.on('page', (page: Page) => {
      page.on('websocket', (socket) => {
        socket.on('framereceived', ({ payload }) => {
          this.#arrivals.push({ from: `socket ${socket.url()}`, bytes: Buffer.from(payload) });
        });
      });
    });
  }

  /** From where something came that holds the text, in whatever case. */
  async find(text: string, from: (name: string) => boolean = () => true): Promise<string[]> {
    await Promise.all(this.#pending);
    const wanted = text.toLowerCase();
    return this.#arrivals
      .filter(
        (arrival) => from(arrival.from) && arrival.bytes.toString('utf8').toLowerCase().includes(wanted),
      )
      .map((arrival) => arrival.from);
  }
}
