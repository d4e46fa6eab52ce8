import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type RunningProcess = {
  /** Differs between two processes that had the same id one after the other; empty where the system can't tell. */
  born: string;
  /** Program and arguments; empty where the system can't tell. */
  command: string;
};

/** The process of that id, or null when there is none, or only the remains of one that nobody collected. */
export async function findProcess(pid: number): Promise<RunningProcess | null> {
  if (!isAlive(pid)) return null;
  if (process.platform === 'linux') return readProc(pid);
  if (process.platform === 'win32') return { born: '', command: '' };
  try {
    const { stdout } = await run('ps', ['-p', String(pid), '-o', 'lstart=,command=']);
    const line = stdout.trim();
    // `lstart` is always 24 characters: "Tue Nov 24 18:05:09 2026".
    return line === '' ? null : { born: line.slice(0, 24), command: line.slice(24).trim() };
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function readProc(pid: number): Promise<RunningProcess | null> {
  try {
    const [stat, command, bootId] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    ]);
    // The second field is the program's name in parentheses and may hold spaces: count from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    if (state === 'Z' || state === 'X') return null;
    const startedAtTicks = fields[19] ?? '';
    return { born: `${bootId.trim()}:${startedAtTicks}`, command: command.replaceAll('\0', ' ').trim() };
  } catch {
    return null;
  }
}
