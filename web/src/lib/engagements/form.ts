import { sizeBands } from '@cenacle/shared/providers/contract.ts';

/** The text fields of an engagement's form. */
export const engagementFields = [
  'client',
  'public_label',
  'sector',
  'size',
  'started_on',
  'ended_on',
] as const;

/** The request that the form comes to. */
export const bodyOf = (typed: Record<string, string>) => ({
  client: typed.client ?? '',
  public_label: typed.public_label ?? '',
  sector: typed.sector ?? '',
  size: sizeBands.find((one) => one === typed.size) ?? null,
  started_on: typed.started_on ?? '',
  ended_on: typed.ended_on || null,
});
