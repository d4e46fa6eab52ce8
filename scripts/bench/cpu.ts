import { readFile, readdir } from 'node:fs/promises';

/** Processes whose work is measured together; a postmaster stands for itself and all its children. */
export interface Watched {
  pids: number[];
  postmaster: number | null;
  /** Backends of a server that others use too, which come and go. */
  backends: () => Promise<number[]>;
}

const msPerTick = 10;

/** What each process has worked so far, in milliseconds; null where the system does not tell. */
export type Worked = Map<number, number> | null;

/** How long each of these processes has been on a processor. */
export async function workOf(watched: Watched): Promise<Worked> {
  if (process.platform !== 'linux') return null;
  const worked = new Map<number, number>();
  for (const pid of await allOf(watched)) {
    const ms = await workOfProcess(pid);
    if (ms !== null) worked.set(pid, ms);
  }
  if (watched.postmaster !== null) worked.set(-1, await workOfEnded(watched.postmaster));
  return worked;
}

/** Milliseconds worked between two looks; a process that was not there before began with nothing. */
export function workBetween(before: Worked, after: Worked): number | null {
  if (before === null || after === null) return null;
  let sum = 0;
  for (const [pid, ms] of after) sum += Math.max(0, ms - (before.get(pid) ?? 0));
  // Children that ended meanwhile stand in their parent's account, with what they had worked before.
  if (after.has(-1)) for (const [pid, ms] of before) if (!after.has(pid)) sum -= ms;
  return sum;
}

/** Megabytes held by all of them, shared ones counted once; null where the system does not tell. */
export async function memoryOf(watched: Watched): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  let kilobytes = 0;
  for (const pid of await allOf(watched)) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

async function allOf({ pids, postmaster, backends }: Watched): Promise<number[]> {
  const own = postmaster === null ? [] : [postmaster, ...(await childrenOf(postmaster))];
  return [...new Set([...pids, ...own, ...(await backends())])];
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const stats = await Promise.all(
    pids.map(async (pid) => ({ pid, parent: Number((await statOf(pid))?.[1]) })),
  );
  return stats.filter((stat) => stat.parent === parent).map(({ pid }) => pid);
}

/** The fields behind the program's name, which may hold spaces: state, parent and so on. */
async function statOf(pid: number): Promise<string[] | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** utime and stime of the whole process, or finer where the scheduler's own account can be read. */
async function workOfProcess(pid: number): Promise<number | null> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => null);
  if (tasks === null) return null;
  const texts = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/schedstat`, 'utf8').catch(() => '')),
  );
  const fine = texts.reduce((sum, text) => sum + Number(text.split(' ')[0] ?? 0) / 1e6, 0);
  if (fine > 0) return fine;
  const stat = await statOf(pid);
  return stat === null ? null : (Number(stat[11]) + Number(stat[12])) * msPerTick;
}

/** What the ended children of a process had worked. */
async function workOfEnded(pid: number): Promise<number> {
  const stat = await statOf(pid);
  return stat === null ? 0 : (Number(stat[13]) + Number(stat[14])) * msPerTick;
}
