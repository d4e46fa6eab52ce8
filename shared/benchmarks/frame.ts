import { Type } from 'typebox';
import { sectorMax } from '../evidence/contract.ts';
import { day, line, nullable, oneOf } from '../http.ts';
import { sizeBands } from '../providers/contract.ts';
import { cost } from '../threads/outcome-contract.ts';

/** What is looked for, in the words under which members open benchmarks; each has criteria of its own to begin with. */
export const benchmarkCategories = [
  'emailing',
  'seo',
  'web_agency',
  'marketplace',
  'erp',
  'csr',
  'chatbot',
  'freelance',
] as const;
export type BenchmarkCategory = (typeof benchmarkCategories)[number];

/** Tags under which cases of a category are filed, without accents; a member's finished case says by them what it is about. */
export const categoryTags: Record<BenchmarkCategory, readonly string[]> = {
  emailing: ['emailing', 'e-mailing', 'email', 'newsletter'],
  seo: ['seo', 'referencement', 'search engines'],
  web_agency: ['site', 'site web', 'web', 'website', 'agence web'],
  marketplace: ['marketplace', 'marketplaces', 'places de marche', 'place de marche'],
  erp: ['erp', 'gestion'],
  csr: ['rse', 'csr'],
  chatbot: ['chatbot', 'ia', 'ai'],
  freelance: ['freelance', 'freelances', 'independant', 'independants'],
};

/** A benchmark without evidence for so many months is to be refreshed: prices and teams have changed since. */
export const staleMonths = 18;

export const mustHaveMax = 160;
/** More conditions than these leave nobody. */
export const mustHavesMax = 12;

/** For whom and within what a provider is looked for: everything but the need is optional. */
export const frame = {
  category: nullable(oneOf(benchmarkCategories)),
  /** Of the company that looks, as its engagement would say it. */
  sector: Type.String(),
  company_size: nullable(oneOf(sizeBands)),
  budget: nullable(cost),
  deadline: nullable(day),
  /** What every provider must have, one line each. */
  must_haves: Type.Array(Type.String()),
};

/** The same as it is written; what is not given stays. */
export const frameInput = {
  category: Type.Optional(frame.category),
  sector: Type.Optional(line(sectorMax)),
  company_size: Type.Optional(frame.company_size),
  budget: Type.Optional(frame.budget),
  deadline: Type.Optional(frame.deadline),
  must_haves: Type.Optional(Type.Array(line(mustHaveMax, 1), { maxItems: mustHavesMax })),
};
