/** How often "4 min ago" is told anew. */
const tickMs = 30_000;

let now = $state<number>();

/** The browser's clock once the first page stands; before that, and on the server, undefined. */
export const clock = {
  get now(): number | undefined {
    return now;
  },
  /** Starts ticking; gives what stops it. */
  start(): () => void {
    now = Date.now();
    const timer = setInterval(() => {
      now = Date.now();
    }, tickMs);
    return () => clearInterval(timer);
  },
};
