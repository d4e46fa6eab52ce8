import type { BenchmarkCategory } from '@cenacle/shared/benchmarks/frame.ts';
import { chatbot } from './chatbot.ts';
import { csr } from './csr.ts';
import { emailing } from './emailing.ts';
import { erp } from './erp.ts';
import { freelance } from './freelance.ts';
import { marketplace } from './marketplace.ts';
import { seo } from './seo.ts';
import type { TemplateCriterion } from './template.ts';
import { webAgency } from './web-agency.ts';

/** The criteria that a benchmark of each category begins with. */
export const templates: Record<BenchmarkCategory, readonly TemplateCriterion[]> = {
  emailing,
  seo,
  web_agency: webAgency,
  marketplace,
  erp,
  csr,
  chatbot,
  freelance,
};
