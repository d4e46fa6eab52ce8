import { resolve } from 'node:path';
import { ConfigError, processEnvironment } from '../../server/config.ts';

/** One line for whoever runs the command. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** As read in a sentence: 12,345. */
export const number = new Intl.NumberFormat('en');

/** `1 post`, `12,345 posts`. */
export const count = (n: number, word: string): string => `${number.format(n)} ${word}${n === 1 ? '' : 's'}`;

/** On a terminal one line that changes, which an empty text clears; in a log nothing. */
export function showProgress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001B[K${text}`);
}

/** Where a path that was given leads: npm runs scripts in the project's folder, and tells where it was called. */
export const pathFrom = (given: string): string => resolve(processEnvironment.INIT_CWD ?? '', given);

/** Aborted when somebody asks the command to end, so that it can undo what is half done. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

/** Ends with 1 and a sentence for what the person at the terminal can mend, the whole story for what is a bug. */
export function complain(error: unknown, interrupted: AbortSignal): void {
  const sentence = error instanceof ConfigError ? error.message : String((error as Error).stack ?? error);
  process.stderr.write(`${interrupted.aborted ? 'Interrupted: nothing was kept.' : sentence}\n`);
  process.exitCode = interrupted.aborted ? 130 : 1;
}
