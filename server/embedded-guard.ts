const lookEveryMs = 500;

/**
 * Looks whether the server still lives, and starts it again when it died without being asked to: killed, or out of
 * memory. Meanwhile requests are answered with 503. `start` gives null once it serves, else why it does not; it is tried
 * again for as long as the guard stands. `end` before stopping the server.
 */
export function guardServer(options: {
  isAlive: () => Promise<boolean>;
  start: () => Promise<string | null>;
  log: (line: string) => void;
}): { end: () => Promise<void> } {
  const { isAlive, start, log } = options;
  let ended = false;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    if (ended || (await isAlive())) return;
    log('PostgreSQL ended by itself; starting it again…');
    const failure = await start();
    log(failure === null ? 'PostgreSQL is back.' : `It did not start: ${failure}`);
  }

  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => log(`PostgreSQL could not be looked after: ${String(error)}`))
      .finally(() => {
        looking = null;
      });
  }, lookEveryMs).unref();

  return {
    async end() {
      ended = true;
      clearInterval(timer);
      await looking;
    },
  };
}
