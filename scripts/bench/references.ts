import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Order, Report } from './references-process.ts';

const program = new URL('./references-process.ts', import.meta.url);

/** The running references. */
export interface References {
  url: string;
  pid: number;
  /** Sends the text to all sockets; gives when it began. */
  broadcast: (text: string) => Promise<number>;
  stop: () => Promise<void>;
}

/** Starts the process of the references with these routes. */
export async function startReferences(order: Extract<Order, { databaseUrl: string }>): Promise<References> {
  const child = spawn(process.execPath, [fileURLToPath(program)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const opened = await tell(child, order);
  if (!('port' in opened)) throw new Error('The references did not start.');
  return {
    url: `http://127.0.0.1:${opened.port}`,
    pid: child.pid ?? 0,
    async broadcast(text) {
      const begun = await tell(child, { broadcast: text });
      return 'sentAt' in begun ? begun.sentAt : 0;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function tell(child: ChildProcess, order: Order): Promise<Report> {
  const answered = once(child, 'message');
  child.send(order);
  const [report] = (await answered) as [Report];
  return report;
}
