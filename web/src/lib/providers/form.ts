import {
  providerKinds,
  sizeBands,
  type ProviderKind,
  type SizeBand,
} from '@cenacle/shared/providers/contract.ts';
import { listIn } from '#lib/forms.ts';

/** The text fields of a provider's form. */
export const providerFields = [
  'name',
  'other_names',
  'kind',
  'natural_person',
  'website',
  'identity',
  'place',
  'size',
  'summary',
] as const;

/** The request that the form comes to; a kind or size that is none is left to the server's choice. */
export function bodyOf(typed: Record<string, string>) {
  const kind: ProviderKind | undefined = providerKinds.find((one) => one === typed.kind);
  const size: SizeBand | undefined = sizeBands.find((one) => one === typed.size);
  return {
    name: typed.name ?? '',
    other_names: listIn(typed.other_names),
    natural_person: typed.natural_person === '1',
    website: typed.website ?? '',
    identity: typed.identity ?? '',
    place: typed.place ?? '',
    summary: typed.summary ?? '',
    size: size ?? null,
    ...(kind ? { kind } : {}),
  };
}
