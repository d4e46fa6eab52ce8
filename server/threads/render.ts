import { invalid } from '../errors.ts';
import { MarkdownRefused } from '../markdown/refused.ts';
import type { Rendered } from '../markdown/render.ts';
import type { Services } from '../services.ts';

const empty: Rendered = { html: '', mentions: [], threads: [], files: [], quotes: [], text: '' };

/** The text laid out, in the worker; 422 on `field` for a text that is too deep, too slow or too long. */
export async function renderBody(services: Services, source: string, field: string): Promise<Rendered> {
  if (source === '') return empty;
  try {
    return await services.markdown.render(source);
  } catch (error) {
    if (!(error instanceof MarkdownRefused)) throw error;
    const code = error.code === 'too_wide' ? 'too_deep' : error.code;
    throw invalid([{ field, code }]);
  }
}
