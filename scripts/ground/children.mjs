import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's folder, whatever the folder of the caller. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const parentPollMs = 200;

/**
 * Runs a program to its end and gives its exit code, as a shell would: 128 and more after a signal.
 * Signals sent to this process reach the program; so does the end of npm, when npm started this process.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    const forward = (signal) => child.kill(signal);
    for (const signal of forwarded) process.on(signal, forward);
    const watch = watchParent(() => child.kill('SIGTERM'));
    const settle = () => {
      clearInterval(watch);
      for (const signal of forwarded) process.off(signal, forward);
    };
    child.on('error', (error) => {
      settle();
      fail(error);
    });
    child.on('exit', (code, signal) => {
      settle();
      done(code ?? 128 + (signalNumbers[signal] ?? 0));
    });
  });
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** A killed npm can't forward anything: without this its product would go on, out of sight. */
function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const before = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(watch);
    onGone();
  }, parentPollMs);
  watch.unref();
  return watch;
}

/** The parent's id and, where it can be told cheaply, that of its parent: npm puts a shell between. */
function ancestors() {
  const parent = process.ppid;
  if (process.platform !== 'linux') return `${parent}`;
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8');
    // The program's name, in parentheses, may hold spaces; its state and its parent follow.
    return `${parent} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return `${parent}`;
  }
}

/** Ends this script with a sentence for the person at the terminal. */
export function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** @param {number} startedAt milliseconds */
export function seconds(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}
