import type { Actor } from '../world.ts';
import type { PageWorld } from './place.ts';

/** One address of a page. */
export interface PageRow {
  /** The page, as its folder is called. */
  route: string;
  at: (world: PageWorld, asked: string) => string;
  /** What the address asks for, an id or a word, and those outside may not know. */
  asked?: (world: PageWorld) => string;
  /** The planted words that it holds for `as`; of a public page all those that it holds for anybody. */
  shows: string[];
  /** Whether its `__data.json` holds them too; else the browser asks the API for them. */
  isInData?: true;
  /** Who surely reads what it shows; the author unless said otherwise. */
  as?: Actor;
  /** What members outside of the circle are answered, and moderators outside of it where that is something else. */
  outside: number;
  moderators?: number;
  /** What members are answered by a public page that is not for them. */
  members?: number;
  isPublic?: true;
}

type More = Partial<PageRow>;
type Address = PageRow['at'] | string;
export const inData: More = { isInData: true };

const row = (address: Address, shows: string, route: string, more: More): PageRow => ({
  route,
  at: typeof address === 'string' ? () => address : address,
  shows: shows === '' ? [] : shows.split(', '),
  outside: 200,
  ...more,
});

/** Pages that all members have, each with what its reader may see in it. */
export const open = (route: string, address: Address, shows = '', more: More = {}) =>
  row(address, shows, route, more);

/** Of something in the circle: to those outside it is not there. */
export const inside = (
  route: string,
  asked: PageRow['asked'],
  address: PageRow['at'],
  shows: string,
  more: More = {},
) => row(address, shows, route, { asked, outside: 404, ...more });

export const moderators = (route: string, address: Address, shows = '', more: More = {}) =>
  row(address, shows, route, { as: 'moderatorInside', outside: 404, moderators: 200, ...more });

export const guests = (route: string, address: Address, shows = '', more: More = {}) =>
  row(address, shows, route, { isPublic: true, as: 'guest', ...more });

/** Lists and searches by something that those outside can ask for and do not find. */
export const narrowed = (
  route: string,
  asked: PageRow['asked'],
  address: PageRow['at'],
  shows: string,
  more: More = {},
) => row(address, shows, route, { asked, ...more });
