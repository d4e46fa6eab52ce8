import type { Language } from '@cenacle/shared/http.ts';

const dayMs = 86_400_000;
/** From here on a weekday alone could be last week's. */
const weekdayDaysMax = 6;

interface Calendar {
  day: Intl.DateTimeFormat;
  weekday: Intl.DateTimeFormat;
  date: Intl.DateTimeFormat;
}

const calendars = new Map<string, Calendar>();

/** The formatters of a language and zone, made once. */
function calendarOf(language: Language, zone: string): Calendar {
  const key = `${language} ${zone}`;
  let calendar = calendars.get(key);
  if (!calendar) {
    const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
    calendar = {
      day: new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }),
      weekday: new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'long' }),
      date: new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'long' }),
    };
    calendars.set(key, calendar);
  }
  return calendar;
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export const dayIn = (zone: string, at: number): string => calendarOf('fr', zone).day.format(at);

/** How near the day is by which an answer is wanted; `name` is that day in words, where one needs it. */
export interface Deadline {
  when: 'late' | 'today' | 'tomorrow' | 'weekday' | 'date';
  name: string;
}

/** `4 décembre` stays on one line. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

/** Where a calendar day stands seen from now, as the calendar of this zone counts. */
export function deadlineOf(day: string, now: number, language: Language, zone: string): Deadline {
  const at = Date.parse(day);
  const days = (at - Date.parse(dayIn(zone, now))) / dayMs;
  // A calendar day is the same in every zone: read it where it begins.
  const calendar = calendarOf(language, 'UTC');
  if (days === 0 || days === 1) return { when: days === 0 ? 'today' : 'tomorrow', name: '' };
  if (days > 1 && days <= weekdayDaysMax) return { when: 'weekday', name: calendar.weekday.format(at) };
  return { when: days < 0 ? 'late' : 'date', name: unbroken(calendar.date.format(at)) };
}

/** A moment of the past by its day: today, yesterday, a weekday of this week, else a date. */
export type PastDay = { when: 'today' | 'yesterday'; name: '' } | { when: 'weekday' | 'date'; name: string };

/** The day of a past instant, as one says it: today, yesterday, `lundi`, `3 novembre`. */
export function pastDay(at: number, now: number, language: Language, zone: string): PastDay {
  const calendar = calendarOf(language, zone);
  const days = (Date.parse(calendar.day.format(now)) - Date.parse(calendar.day.format(at))) / dayMs;
  if (days <= 0) return { when: 'today', name: '' };
  if (days === 1) return { when: 'yesterday', name: '' };
  if (days <= weekdayDaysMax) return { when: 'weekday', name: calendar.weekday.format(at) };
  return { when: 'date', name: calendar.date.format(at) };
}
