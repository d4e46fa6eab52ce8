import type { Benchmark, CellDifference } from '@cenacle/shared/benchmarks/contract.ts';
import { escapeMarkdown } from '@cenacle/shared/markdown/escape.ts';
import type { Format } from '#lib/format.ts';
import type { Words } from '#lib/words/fr.ts';
import { optionName, valueText } from './values.ts';

/** A cell's name, and what the reader and the others say of it; null for a cell that no longer stands. */
export function differenceText(
  benchmark: Pick<Benchmark, 'options' | 'criteria'>,
  { option_id: optionId, criterion_id: criterionId, own, others, counted }: CellDifference,
  format: Format,
  words: Words['benchmarks'],
  say: Words['benchmarks']['differs']['said'] = words.differs.said,
): { name: string; said: string } | null {
  const option = benchmark.options.find(({ id }) => id === optionId);
  const criterion = benchmark.criteria.find(({ id }) => id === criterionId);
  if (!option || !criterion) return null;
  const text = (value: number) => valueText(criterion, value, format, words);
  return {
    name: `${optionName(option)}\u00a0· ${criterion.name}`,
    said: say(text(own), text(others), words.matrix.counted(counted)),
  };
}

/**
 * What a discussion of one cell begins with: its title, the cell quoted with an address, and the benchmark's readers. Null
 * where the reader does not differ by this cell.
 */
export function discussionOf(
  benchmark: Benchmark,
  cell: string,
  origin: string,
  format: Format,
  words: Words['benchmarks'],
): { title: string; body: string; audience: string } | null {
  const difference = benchmark.differs.find(
    ({ option_id: option, criterion_id: criterion }) => `${option}.${criterion}` === cell,
  );
  const text = difference && differenceText(benchmark, difference, format, words, words.differs.written);
  if (!text) return null;
  const { thread, quoted } = words.differs;
  const address = `${origin}/benchmarks/${benchmark.id}?cell=${cell}#cell`;
  const lines = [`**${escapeMarkdown(text.name)}**`, escapeMarkdown(text.said), `[${quoted}](${address})`];
  return {
    title: thread(text.name),
    body: `${lines.map((line) => `> ${line}`).join('\n>\n')}\n\n`,
    audience: benchmark.audience.kind === 'all' ? '' : benchmark.audience.id,
  };
}
