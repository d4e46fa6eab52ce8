import { createHash } from 'node:crypto';
import pg from 'pg';

/** Texts that a pool tells apart, and how often one is sent before it is worth keeping. */
const countedMax = 1000;
const hotFrom = 3;
/** A connection keeps some ten to a hundred kilobytes for each. */
const preparedMax = 80;

/** Search looks for other words each time, which only a plan of its own suits. */
const isKept = (text: string): boolean => /^\s*select/i.test(text) && !text.includes('search_');

/** Says the name under which connections keep the plan of a read, from its third time on; none for what is not kept. */
function namer(): (text: string) => string | undefined {
  const sentOf = new Map<string, number>();
  const nameOf = new Map<string, string>();
  return (text) => {
    const known = nameOf.get(text);
    if (known !== undefined) return known;
    if (nameOf.size >= preparedMax || !isKept(text)) return undefined;
    const sent = (sentOf.get(text) ?? 0) + 1;
    if (sent < hotFrom) {
      if (sentOf.size >= countedMax) sentOf.clear();
      sentOf.set(text, sent);
      return undefined;
    }
    sentOf.delete(text);
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    nameOf.set(text, name);
    return name;
  };
}

interface Config {
  name?: string | undefined;
  text: string;
}

/**
 * Lets the connections of one pool plan the reads that are sent often once rather than each time: planning takes longer
 * than most of them. PostgreSQL itself keeps planning those whose parameters matter.
 */
export function planKeeper(): (client: pg.Client) => void {
  const nameFor = namer();
  return (client) => {
    const connection = client as unknown as { query: (...args: unknown[]) => unknown };
    connection.query = (first: unknown, ...rest: unknown[]) => {
      const config = first as Config;
      const isRead = typeof first === 'object' && first !== null && 'text' in first && !config.name;
      const asked = isRead ? { ...config, name: nameFor(config.text) } : first;
      // By the prototype each time, where whoever counts statements listens.
      return (pg.Client.prototype.query as (...args: unknown[]) => unknown).apply(client, [asked, ...rest]);
    };
  };
}
