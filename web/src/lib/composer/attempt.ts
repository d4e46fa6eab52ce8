/** One key for each thing to send, kept while the same thing is tried again, so that it is never done twice. */
export class Attempt {
  #body = '';
  #key = '';

  /** The key under which this body is sent. */
  keyFor(body: unknown, makeKey: () => string = () => crypto.randomUUID()): string {
    const text = JSON.stringify(body);
    if (text !== this.#body || !this.#key) {
      this.#body = text;
      this.#key = makeKey();
    }
    return this.#key;
  }

  /** It arrived: the same words again are another thing. */
  done(): void {
    this.#key = '';
  }
}
