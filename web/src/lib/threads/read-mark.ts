/** A post counts as read when it has been in sight this long. */
export const sightMs = 1_500;
/** Marks are sent together. */
export const batchMs = 1_000;
/** When sending failed, the next try. */
export const retryMs = 15_000;

/** Moves the reader's mark forward as posts come into sight; never back. */
export class ReadMark {
  readonly #send: (position: number, leaving: boolean) => Promise<unknown>;
  readonly #sights = new Map<number, ReturnType<typeof setTimeout>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sent: number;
  #seen: number;

  constructor(position: number, send: (position: number, leaving: boolean) => Promise<unknown>) {
    this.#sent = position;
    this.#seen = position;
    this.#send = send;
  }

  /** The post came into sight. */
  enter(position: number): void {
    if (position <= this.#seen || this.#sights.has(position)) return;
    this.#sights.set(
      position,
      setTimeout(() => this.#mark(position), sightMs),
    );
  }

  /** The post went out of sight, or the page did. */
  leave(position: number): void {
    clearTimeout(this.#sights.get(position));
    this.#sights.delete(position);
  }

  leaveAll(): void {
    for (const position of [...this.#sights.keys()]) this.leave(position);
  }

  /** Sends what is not sent yet; `leaving` lets the request outlive the page. */
  flush(leaving = false): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#seen <= this.#sent) return;
    const before = this.#sent;
    this.#sent = this.#seen;
    this.#send(this.#seen, leaving).catch(() => {
      this.#sent = Math.min(this.#sent, before);
      this.#timer ??= setTimeout(() => this.flush(), retryMs);
    });
  }

  #mark(position: number): void {
    this.leave(position);
    this.#seen = Math.max(this.#seen, position);
    this.#timer ??= setTimeout(() => this.flush(), batchMs);
  }
}
