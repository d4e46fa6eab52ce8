const hourMs = 3_600_000;
export const dayHours = 24;
const dayMs = dayHours * hourMs;
/** In UTC: from eight in the morning to ten in the evening, at most, in France. */
const wakesAtHour = 6.5;
const wakingHours = 13;
/** Everybody was here the evening before: what came since is what Today shows. */
export const lastVisitHoursAgo = 22;
/** Keys of the members who can sign in. */
export const accounts = ['grace', 'linus', 'newt', 'mo', 'ada'];

/** The ids that the rows get, by the keys that the content names them by. */
export interface Cast {
  now: Date;
  memberIds: Map<string, string>;
  memberNames: Map<string, string>;
  threadIds: Map<string, string>;
  audienceIds: Map<string, string>;
  providerIds: Map<string, string>;
  outcomeIds: Map<string, string>;
  engagementIds: Map<string, string>;
}

/** The id of a key; throws for one that the content does not have. */
export const get = (map: Map<string, string>, key: string): string => {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The demonstration names ${key}, which it does not have.`);
  return value;
};

/**
 * The moment so many hours ago. Of the days before today only the waking hours are used, in the same order: a case
 * posted at four in the morning would look invented.
 */
export function hoursBefore(now: Date, hours: number): Date {
  const at = now.getTime() - hours * hourMs;
  const midnight = at - (at % dayMs);
  if (midnight >= now.getTime() - (now.getTime() % dayMs)) return new Date(at);
  return new Date(midnight + wakesAtHour * hourMs + (at - midnight) * (wakingHours / dayHours));
}

/** The calendar day so many days ago, `YYYY-MM-DD`. */
export const dayBefore = (now: Date, days: number): string =>
  hoursBefore(now, days * dayHours)
    .toISOString()
    .slice(0, 10);
