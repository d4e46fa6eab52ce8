import { foldName } from '@cenacle/shared/providers/names.ts';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import type { Rows, Row } from './community.ts';
import { idOf, minutesBefore, seeded } from './seeded.ts';

const optionsPerBenchmark = 15;
const criteriaPerBenchmark = 10;
const evaluationsPerOption = 2;
const unknownShare = 0.1;
/** Cards whose person was told stay two years, longer than any bench. */
const keptUntil = '2099-01-01T00:00:00Z';

const nameOf = (n: number) => `Fournisseur ${String(n).padStart(4, '0')}`;

/** Providers, benchmarks of 15 options by 10 criteria with two evaluations of each option, and cards; for all members. */
export function comparingRows(counts: { benchmarks: number; cards: number; members: number }): Rows {
  const random = seeded(3);
  const pick = (n: number) => Math.floor(random() * n);
  const member = () => idOf('member', pick(counts.members));
  const providerCount = Math.max(optionsPerBenchmark, counts.benchmarks * 3);
  const providers: Row[] = [];
  const names: Row[] = [];
  for (let n = 0; n < providerCount; n++) {
    const at = minutesBefore(200_000 - n);
    const id = idOf('provider', n);
    const summary = `Intégration de flux et de données, équipe ${n % 31}`;
    providers.push({ id, name: nameOf(n), kind: 'firm', summary, created_at: at, updated_at: at });
    names.push({
      provider_id: id,
      position: 0,
      name: nameOf(n),
      key: foldName(nameOf(n)),
      created_at: at,
    });
  }
  const rows: Rows = new Map([
    ['providers', providers],
    ['provider_names', names],
    ['benchmarks', []],
    ['criteria', []],
    ['options', []],
    ['evidence', []],
    ['evaluations', []],
    ['evaluation_values', []],
    ['cards', cardRows(counts.cards, providerCount, member, pick)],
  ]);
  for (let b = 0; b < counts.benchmarks; b++) addBenchmark(rows, b, counts.members, providerCount, random);
  return rows;
}

function addBenchmark(
  rows: Rows,
  b: number,
  members: number,
  providerCount: number,
  random: () => number,
): void {
  const pick = (n: number) => Math.floor(random() * n);
  const id = idOf('benchmark', b);
  const at = minutesBefore(100_000 - b * 60);
  rows.get('benchmarks')?.push({
    id,
    audience_id: allMembersAudienceId,
    need: `Outil de gestion ${b + 1}`,
    description: 'Ce qui compte pour une équipe de quelques personnes.',
    language: 'fr',
    opened_by: idOf('member', pick(members)),
    change_seq: 1,
    created_at: at,
  });
  const criterion = (c: number) => idOf('criterion', b * criteriaPerBenchmark + c);
  for (let c = 0; c < criteriaPerBenchmark; c++)
    rows.get('criteria')?.push({
      id: criterion(c),
      benchmark_id: id,
      position: c,
      name: `Critère ${c + 1}`,
      kind: 'number',
      direction: c % 3 === 0 ? 'cost' : 'benefit',
      low: 0,
      high: 100,
      weight: 20 + c * 7,
      created_at: at,
    });
  for (let o = 0; o < optionsPerBenchmark; o++) {
    const place = b * optionsPerBenchmark + o;
    rows.get('options')?.push({
      id: idOf('option', place),
      benchmark_id: id,
      provider_id: idOf('provider', (b * 3 + o) % providerCount),
      position: o,
      created_at: at,
    });
    const first = pick(members);
    for (let e = 0; e < evaluationsPerOption; e++) {
      const number = place * evaluationsPerOption + e;
      const by = idOf('member', (first + e) % members);
      const ids = { evaluation: idOf('evaluation', number), evidence: idOf('evidence', number) };
      rows.get('evidence')?.push({
        id: ids.evidence,
        owner_id: by,
        audience_id: allMembersAudienceId,
        grade: 'opinion',
        created_at: at,
      });
      rows.get('evaluations')?.push({
        id: ids.evaluation,
        benchmark_id: id,
        option_id: idOf('option', place),
        member_id: by,
        relation: 'user',
        conflict: 'none',
        saw_others: false,
        evidence_id: ids.evidence,
        submitted_at: at,
        created_at: at,
      });
      for (let c = 0; c < criteriaPerBenchmark; c++) {
        const isKnown = random() >= unknownShare;
        rows.get('evaluation_values')?.push({
          evaluation_id: ids.evaluation,
          criterion_id: criterion(c),
          status: isKnown ? 'known' : 'unknown',
          number: isKnown ? pick(101) : null,
          created_at: at,
        });
      }
    }
  }
}

const cardRows = (
  count: number,
  providers: number,
  member: () => string,
  pick: (n: number) => number,
): Row[] =>
  Array.from({ length: count }, (_, n) => {
    const at = minutesBefore(50_000 - n * 20);
    return {
      id: idOf('card', n),
      owner_id: member(),
      audience_id: allMembersAudienceId,
      person: `Personne ${n + 1}`,
      job_title: 'Intégration',
      firm: nameOf(pick(providers)),
      provider_id: n % 2 === 0 ? idOf('provider', pick(providers)) : null,
      for_what: `Déploie des flux de données, cas ${n % 53}`,
      stance: n % 2 === 0 ? 'innovates' : 'deploys',
      languages: ['fr'],
      person_state: 'told',
      told_by: 'attestation',
      told_on: '2026-09-01',
      told_means: 'De vive voix',
      expires_at: keptUntil,
      created_at: at,
      updated_at: at,
    };
  });
