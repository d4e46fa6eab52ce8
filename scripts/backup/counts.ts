import { count } from '../ground/terminal.ts';

/** What a backup holds. */
export interface Counts {
  rows: number;
  files: number;
  bytes: number;
}

/** The same in words. */
export const describeCounts = ({ rows, files, bytes }: Counts): string =>
  `${count(rows, 'row')} and ${count(files, 'file')} (${count(bytes, 'byte')})`;
