import { readAmount, readNumber } from '../amounts.ts';
import type { CriterionKind } from './contract.ts';
import type { ColumnInput } from './sheet-contract.ts';

type Language = 'fr' | 'en';

/** As headers and words are compared: without case, accents and outer space. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

const providerHeader =
  /^(prestataires?|fournisseurs?|editeurs?|agences?|solutions?|outils?|noms?|providers?|vendors?|suppliers?|tools?|names?)\b/;
const productHeader = /^(produits?|formules?|offres?|products?|plans?)\b/;
const priceHeader = /\b(prix|cout|couts|tarif|tarifs|abonnement|price|cost|costs|fee|fees|subscription)\b/;
const costHeader = /\b(delai|delais|retard|duree|engagement|delay|time|duration|lead time|term)\b/;
const yes = /^(oui|o|vrai|x|✓|✔|yes|y|true|1)$/;
const no = /^(non|n|faux|✗|no|false|0)$/;
const unknownCell = /^(-|–|—|\?|n\/?a|nc|n\.c\.|inconnu|unknown)?$/;
const quotationCell = /^(sur devis|devis|nous consulter|on quotation|on request|quote)$/;

/** A cell by the kind of its column: a value, `unknown` for none, `quotation`, or null where it can't be read. */
export function readCell(
  kind: CriterionKind,
  text: string,
  language: Language,
): number | 'unknown' | 'quotation' | null {
  const cell = folded(text);
  if (unknownCell.test(cell)) return 'unknown';
  if (kind === 'yesno') return yes.test(cell) ? 1 : no.test(cell) ? 0 : null;
  if (kind === 'price') {
    if (quotationCell.test(cell)) return 'quotation';
    return readAmount(text.replace(/\s*(HT|hors taxes|excl\.? VAT)\s*$/i, ''), language);
  }
  if (kind === 'rating') {
    const mark = readNumber(text.replace(/\s*\/\s*5\s*$/, ''), language);
    return mark !== null && Number.isInteger(mark) && mark >= 1 && mark <= 5 ? mark : null;
  }
  // A unit behind the number is the column's to say.
  return readNumber(text.replace(/\s*(%|[\p{L}].*)$/u, ''), language);
}

/** The words of a header without the unit in brackets, and that unit: « Délai (jours) ». */
function splitHeader(header: string): { name: string; unit: string } {
  const [, name, unit] = /^(.*?)\s*[([]([^)\]]{1,20})[)\]]\s*$/.exec(header) ?? [];
  return name ? { name, unit: unit ?? '' } : { name: header.trim(), unit: '' };
}

const currencyOf = (texts: readonly string[]): ColumnInput['currency'] => {
  const all = texts.join(' ');
  if (all.includes('£') || /\bGBP\b/.test(all)) return 'GBP';
  if (all.includes('$') || /\bUSD\b/.test(all)) return 'USD';
  return /\bCHF\b/.test(all) ? 'CHF' : 'EUR';
};

const perOf = (header: string): ColumnInput['per'] => {
  const words = folded(header);
  if (/(mois|mensuel|month)/.test(words)) return 'month';
  return /(\ban\b|annee|annuel|year)/.test(words) ? 'year' : 'once';
};

/** What the cells of a column are, by all that hold something; null where no kind reads them all. */
function kindOf(header: string, cells: readonly string[], language: Language): CriterionKind | null {
  const reads = (kind: CriterionKind) => cells.every((cell) => readCell(kind, cell, language) !== null);
  if (reads('yesno')) return 'yesno';
  const isMoney = priceHeader.test(folded(header)) || cells.some((cell) => /[€$£]/.test(cell));
  if (isMoney && reads('price')) return 'price';
  if (reads('rating')) return 'rating';
  return reads('number') ? 'number' : null;
}

const kinds = ['yesno', 'price', 'rating', 'number'] as const;
/** Fewer cells than these have no exception among them, only a kind that is not found. */
const mostCellsMin = 4;
const mostShare = 0.75;

/** The kind that most cells are, where some can't be read; null where there is none. */
const kindOfMost = (cells: readonly string[], language: Language): CriterionKind | null =>
  kinds.find((kind) => {
    const readable = cells.filter((cell) => readCell(kind, cell, language) !== null);
    return cells.length >= mostCellsMin && readable.length >= cells.length * mostShare;
  }) ?? null;

/** What a column seems to be that is not the provider's. */
function guessColumn(header: string, cells: readonly string[], language: Language): ColumnInput {
  const { name, unit } = splitHeader(header);
  const base = { name, unit: '', currency: currencyOf([header, ...cells]), per: perOf(header) };
  if (productHeader.test(folded(header))) return { ...base, use: 'product', direction: 'benefit' };
  const whole = cells.length > 0 ? kindOf(header, cells, language) : null;
  const kind = whole ?? kindOfMost(cells, language);
  if (!kind || name === '') return { ...base, use: 'ignore', direction: 'benefit' };
  const isPercent = cells.some((cell) => cell.includes('%'));
  return {
    ...base,
    use: kind,
    unit: kind === 'number' ? unit || (isPercent ? '%' : '') : '',
    direction: kind === 'price' || costHeader.test(folded(header)) ? 'cost' : 'benefit',
  };
}

/**
 * What each column of a table seems to be, by its header (the first row) and its cells: the provider, its product, a
 * criterion of a kind, or nothing that is taken (`ignore`). A cell or two that can't be read don't change what the rest
 * says: three quarters decide.
 */
export function guessColumns(table: readonly (readonly string[])[], language: Language): ColumnInput[] {
  const [headers = [], ...rows] = table;
  const named = headers.findIndex((header) => providerHeader.test(folded(header)));
  const provider = named >= 0 ? named : 0;
  const columns = headers.map((header, i) => {
    const cells = rows.map((row) => row[i] ?? '').filter((cell) => !unknownCell.test(folded(cell)));
    return guessColumn(header, cells, language);
  });
  const column = columns[provider];
  if (column) columns[provider] = { ...column, use: 'provider', unit: '', direction: 'benefit' };
  return columns;
}
