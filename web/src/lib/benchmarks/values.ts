import type { Criterion, PriceParts } from '@cenacle/shared/benchmarks/contract.ts';
import type { Format } from '#lib/format.ts';
import type { Words } from '#lib/words/fr.ts';

type Scale = Pick<Criterion, 'kind' | 'unit' | 'currency' | 'per'>;

/** A value of a criterion, or the mean of several, as people read it. */
export function valueText(
  criterion: Scale,
  value: number,
  format: Format,
  words: Words['benchmarks'],
): string {
  const { kind, unit, currency, per } = criterion;
  if (kind === 'price') {
    const amount = format.money(Math.round(value), currency ?? 'EUR');
    return per && per !== 'once' ? `${amount} ${words.form.pers[per]}` : amount;
  }
  if (kind === 'yesno') {
    if (value === 1) return words.matrix.yes;
    return value === 0 ? words.matrix.no : words.matrix.yesShare(format.percent(value));
  }
  const number = format.decimal(value);
  return unit ? `${number}\u00a0${unit}` : number;
}

/** What an anchor of a criterion means: its words, with its value where it is no fixed one. */
export function anchorText(
  criterion: Criterion,
  end: 'low' | 'high',
  format: Format,
  words: Words['benchmarks'],
): string {
  const text = end === 'low' ? criterion.low_words : criterion.high_words;
  const value = valueText(criterion, criterion[end], format, words);
  return text && criterion.kind !== 'yesno' ? `${value} (${text})` : text || value;
}

/** What knocks out by a criterion: the limit in words. */
export function knockoutText(
  criterion: Criterion,
  limit: number,
  format: Format,
  words: Words['benchmarks'],
): string {
  const value = valueText(criterion, limit, format, words);
  return criterion.kind === 'yesno'
    ? words.matrix.mustBe(value)
    : words.matrix.knockout[criterion.direction](value);
}

const microsPerMinor = 10_000;

/** The parts of a detailed price as people read them. */
export function partsText(
  parts: PriceParts,
  currency: string,
  format: Format,
  words: Words['benchmarks'],
): string {
  const { price } = words;
  const money = (minor: number) => format.money(minor, currency);
  const unit = (micros: number) => `${format.precise(micros / microsPerMinor / 100)} ${currency}`;
  return [
    parts.one_off === undefined ? '' : price.said.oneOff(money(parts.one_off)),
    parts.recurring ? `${money(parts.recurring.minor)} ${words.form.pers[parts.recurring.per]}` : '',
    parts.per_use === undefined ? '' : price.said.perUse(unit(parts.per_use)),
    ...(parts.steps ?? []).map(({ base, included, overage }) =>
      price.said.step(money(base), format.number(included), overage === null ? null : unit(overage)),
    ),
    parts.internal_days === undefined ? '' : price.said.days(format.decimal(parts.internal_days)),
    parts.exit === undefined ? '' : price.said.exit(money(parts.exit)),
    parts.vat_included ? price.vats.included : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What an option is called: its provider, with the product where there is one. */
export const optionName = ({ provider, product }: { provider: { name: string }; product: string }): string =>
  product ? `${provider.name}\u00a0· ${product}` : provider.name;
