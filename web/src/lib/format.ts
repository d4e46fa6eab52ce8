import type { Language } from '@cenacle/shared/http.ts';

const locales: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };
/** Intl would say "maintenant", which is not how a thing that was written is dated. */
const justNow: Record<Language, string> = { fr: 'à l’instant', en: 'just now' };
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export type Instant = string | number | Date;

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** Days since 1970 of an instant as the calendar of this zone counts them. */
function calendarDayOf(isoDay: Intl.DateTimeFormat, at: Date): number {
  return Date.parse(isoDay.format(at)) / dayMs;
}

function makeFormat(language: Language, zone: string) {
  const locale = locales[language];
  const dates = (options: Intl.DateTimeFormatOptions, timeZone = zone) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone });
  const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const hour = dates({ hour: '2-digit', minute: '2-digit', hour12: false });
  const weekday = dates({ weekday: 'long' });
  const dayShort = dates({ day: 'numeric', month: 'short' });
  const dayShortYear = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const dayLong = dates({ weekday: 'long', day: 'numeric', month: 'long' });
  const dayLongYear = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const month = dates({ month: 'long', year: 'numeric' });
  const dateLong = dates({ weekday: 'long', day: 'numeric', month: 'long' }, 'UTC');
  const dateLongYear = dates({ day: 'numeric', month: 'long', year: 'numeric' }, 'UTC');
  const shortAgo = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' });
  const nearDay = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const number = new Intl.NumberFormat(locale);
  const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const twoDecimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const sixDecimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const dateMonth = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const currencies = new Map<
    string,
    { whole: Intl.NumberFormat; exact: Intl.NumberFormat; minorPerUnit: number }
  >();

  function currency(code: string) {
    let found = currencies.get(code);
    if (!found) {
      const exact = new Intl.NumberFormat(locale, { style: 'currency', currency: code });
      const whole = new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: code,
        maximumFractionDigits: 0,
      });
      const minorPerUnit = 10 ** (exact.resolvedOptions().maximumFractionDigits ?? 2);
      found = { whole, exact, minorPerUnit };
      currencies.set(code, found);
    }
    return found;
  }

  return {
    number: (n: number) => number.format(n),
    /** A mean, a score: `4,5`, `77`. */
    decimal: (n: number) => oneDecimal.format(n),
    /** A unit price, to the millionth: `0,0015`. */
    precise: (n: number) => sixDecimals.format(n),
    /** A coefficient, of which the second digit says something: `0,71`. */
    alpha: (n: number) => twoDecimals.format(n),
    /** A share from 0 to 1: `57 %`. */
    percent: (share: number) => percent.format(share),
    /** The month of a calendar day `YYYY-MM-DD`: `mars 2025`. */
    dateMonth: (day: string) => dateMonth.format(new Date(`${day}T00:00:00Z`)),
    list: (items: readonly string[]) => list.format(items),
    /** An amount in minor units (cents): `38 450 €`, with decimals only where there are some. */
    money(minor: number, code: string): string {
      const { whole, exact, minorPerUnit } = currency(code);
      return (minor % minorPerUnit === 0 ? whole : exact).format(minor / minorPerUnit);
    },
    /** `09:12` */
    hour: (at: Instant) => hour.format(new Date(at)),
    /** `mercredi 25 novembre`, with the year when it is not this one. */
    day(at: Instant, now: Instant): string {
      const sameYear = isoDay.format(new Date(at)).slice(0, 4) === isoDay.format(new Date(now)).slice(0, 4);
      return (sameYear ? dayLong : dayLongYear).format(new Date(at));
    },
    /** `Mercredi 25 novembre`, to begin a page or a sentence. */
    dayTitle: (at: Instant) => capital(dayLong.format(new Date(at))),
    /** `novembre 2026` */
    month: (at: Instant) => month.format(new Date(at)),
    /** A calendar day `YYYY-MM-DD`, the same in every zone: `vendredi 4 décembre`. */
    date(day: string, now: Instant): string {
      const sameYear = day.slice(0, 4) === isoDay.format(new Date(now)).slice(0, 4);
      return (sameYear ? dateLong : dateLongYear).format(new Date(`${day}T00:00:00Z`));
    },
    /** The whole instant, for a title: `mercredi 25 novembre 2026 18:42`. */
    full: (at: Instant) => `${dayLongYear.format(new Date(at))} ${hour.format(new Date(at))}`,
    /** As a reader says it: `il y a 4 min`, `09:12`, `hier 18:42`, `lundi 18:42`, `3 nov.`, `3 nov. 2024`. */
    ago(at: Instant, now: Instant): string {
      const then = new Date(at);
      const today = new Date(now);
      const minutes = Math.floor((today.getTime() - then.getTime()) / minuteMs);
      const days = calendarDayOf(isoDay, today) - calendarDayOf(isoDay, then);
      // Clocks differ by seconds: what was just written is never "in a moment".
      if (minutes < 1 && minutes > -5) return justNow[language];
      if (minutes >= 1 && minutes < 60) return shortAgo.format(-minutes, 'minute');
      if (days === 0) return hour.format(then);
      if (days === 1) return `${nearDay.format(-1, 'day')} ${hour.format(then)}`;
      if (days > 1 && days < 7) return `${weekday.format(then)} ${hour.format(then)}`;
      const sameYear = isoDay.format(then).slice(0, 4) === isoDay.format(today).slice(0, 4);
      return (sameYear ? dayShort : dayShortYear).format(then);
    },
  };
}

export type Format = ReturnType<typeof makeFormat>;

// A formatter costs more to make than a page's worth of formatting.
const made = new Map<string, Format>();

/** The formatters of a language and zone, made once; an unknown zone reads as UTC. */
export function formatFor(language: Language, zone: string): Format {
  const key = `${language} ${zone}`;
  let format = made.get(key);
  if (!format) {
    try {
      format = makeFormat(language, zone);
    } catch (failure) {
      if (!(failure instanceof RangeError) || zone === 'UTC') throw failure;
      format = formatFor(language, 'UTC');
    }
    made.set(key, format);
  }
  return format;
}
