import type { CriterionInput } from '@cenacle/shared/benchmarks/contract.ts';
import type { EvidenceInput } from '@cenacle/shared/evidence/contract.ts';
import { newId, type Db } from '../../server/database.ts';
import { cleanCriteria } from '../../server/benchmarks/criteria.ts';
import { writeEvaluation } from '../../server/benchmarks/evaluation-queries.ts';
import {
  insertBenchmark,
  rewriteBenchmark,
  writeCriteria,
  writeOptions,
} from '../../server/benchmarks/write-queries.ts';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { insertEngagement } from '../../server/evidence/engagement-queries.ts';
import { insertEvidence } from '../../server/evidence/queries.ts';
import { insertFile } from '../../server/files/queries.ts';
import { insertProvider } from '../../server/providers/queries.ts';
import type { Services } from '../../server/services.ts';
import { readSite } from '@cenacle/shared/providers/site.ts';
import { dayBefore, dayHours, get, hoursBefore, type Cast } from './cast.ts';
import { demonstration } from './content.ts';
import type {
  DemoBenchmark,
  DemoCriterion,
  DemoEngagement,
  DemoEvaluation,
  DemoSelection,
  DemoValue,
} from './content/comparing.ts';
import { selections, selectionSource } from './content/selections.ts';
import { insertLook } from './queries.ts';

export const centsPerEuro = 100;
const mustHaveWeight = 100;
const niceToHaveWeight = 50;
/** What it takes to fill in an evaluation. */
const writingHours = 0.4;

/** The directory: invented firms and the products that the finished selections compare. */
export async function seedProviders(tx: Db, cast: Cast): Promise<void> {
  for (const provider of demonstration.providers) {
    const site = readSite(provider.website);
    const at = hoursBefore(cast.now, provider.addedDaysAgo * dayHours);
    await insertProvider(
      tx,
      {
        id: get(cast.providerIds, provider.key),
        name: provider.name,
        kind: provider.kind,
        naturalPerson: provider.naturalPerson ?? false,
        summary: provider.summary,
        website: site && site !== 'bad_website' ? site.website : '',
        domain: site && site !== 'bad_website' ? site.domain : '',
        place: provider.place,
        size: provider.size,
        addedBy: get(cast.memberIds, provider.by),
        createdAt: at,
        updatedAt: at,
      },
      provider.otherNames ?? [],
    );
  }
}

/** Work that began before its member joined was noted when they did. */
function notedDaysAgo({ by, startedDaysAgo }: DemoEngagement): number {
  const joined = demonstration.members.find(({ key }) => key === by)?.joinedDaysAgo ?? 0;
  return Math.min(startedDaysAgo, joined);
}

/** What the members worked on, with clients that only each of them reads. */
export async function seedEngagements(tx: Db, cast: Cast): Promise<void> {
  for (const engagement of demonstration.engagements) {
    await insertEngagement(tx, {
      id: get(cast.engagementIds, engagement.key),
      memberId: get(cast.memberIds, engagement.by),
      client: engagement.client,
      publicLabel: engagement.label,
      sector: engagement.sector,
      size: engagement.size,
      startedOn: dayBefore(cast.now, engagement.startedDaysAgo),
      endedOn: engagement.endedDaysAgo === null ? null : dayBefore(cast.now, engagement.endedDaysAgo),
      createdAt: hoursBefore(cast.now, notedDaysAgo(engagement) * dayHours),
    });
  }
}

/** A criterion as its form would send it: euros become cents. */
function criterionInput(criterion: DemoCriterion): CriterionInput {
  const inMinor = (value: number | null | undefined) =>
    criterion.kind === 'price' && value != null ? value * centsPerEuro : (value ?? null);
  return { ...criterion, low: inMinor(criterion.low), high: inMinor(criterion.high) };
}

/** Keeps a document as if its member had uploaded it. */
async function seedDocument(
  services: Services,
  tx: Db,
  document: { name: string; text: string },
  uploaderId: string,
  createdAt: Date,
): Promise<string> {
  const content = Buffer.from(document.text);
  const { sha256 } = await services.files.put(content);
  const id = newId();
  await insertFile(tx, {
    id,
    sha256,
    name: document.name,
    type: document.name.endsWith('.csv') ? 'text/csv' : 'text/plain',
    kind: 'document',
    bytes: content.length,
    uploaderId,
    createdAt,
  });
  return id;
}

interface Place {
  benchmarkId: string;
  audienceId: string;
  optionIds: Map<string, string>;
  criterionIds: Map<string, string>;
  prices: ReadonlySet<string>;
}

const valueRow = (place: Place, key: string, value: DemoValue) => {
  const known = typeof value === 'number' ? value : null;
  const isPrice = place.prices.has(key);
  return {
    criterionId: get(place.criterionIds, key),
    status: typeof value === 'number' ? ('known' as const) : value,
    number: isPrice ? null : known,
    amountMinor: isPrice && known !== null ? known * centsPerEuro : null,
  };
};

async function seedEvaluation(
  services: Services,
  tx: Db,
  cast: Cast,
  place: Place,
  evaluation: DemoEvaluation,
): Promise<void> {
  const at = hoursBefore(cast.now, evaluation.hoursAgo);
  const beganAt = hoursBefore(cast.now, evaluation.hoursAgo + writingHours);
  const memberId = get(cast.memberIds, evaluation.by);
  const { evidence } = evaluation;
  const evidenceId = newId();
  const grade: EvidenceInput['grade'] = evidence.grade;
  await insertEvidence(tx, {
    id: evidenceId,
    ownerId: memberId,
    audienceId: place.audienceId,
    grade,
    outcomeId: evidence.case ? get(cast.outcomeIds, evidence.case) : null,
    engagementId: evidence.engagement ? get(cast.engagementIds, evidence.engagement) : null,
    role: evidence.role ?? '',
    amount: evidence.amount ?? null,
    fileId: evidence.document ? await seedDocument(services, tx, evidence.document, memberId, at) : null,
    createdAt: at,
  });
  await writeEvaluation(
    tx,
    {
      id: newId(),
      benchmarkId: place.benchmarkId,
      optionId: get(place.optionIds, evaluation.option),
      memberId,
      relation: evaluation.relation,
      conflict: evaluation.conflict ?? 'none',
      comment: evaluation.comment ?? '',
      sawOthers: evaluation.sawOthers ?? false,
      evidenceId,
      version: 1,
      submittedAt: at,
      createdAt: beganAt,
    },
    Object.entries(evaluation.values).map(([key, value]) => valueRow(place, key, value)),
  );
  if (evaluation.sawOthers)
    await insertLook(tx, { memberId, benchmarkId: place.benchmarkId, firstAt: beganAt });
}

async function seedBenchmark(
  services: Services,
  tx: Db,
  cast: Cast,
  benchmark: DemoBenchmark,
): Promise<void> {
  const benchmarkId = newId();
  const at = hoursBefore(cast.now, benchmark.hoursAgo);
  const audienceId =
    benchmark.audience === 'all' ? allMembersAudienceId : get(cast.audienceIds, benchmark.audience.circle);
  await insertBenchmark(tx, {
    id: benchmarkId,
    audienceId,
    threadId: benchmark.case ? get(cast.threadIds, benchmark.case) : null,
    need: benchmark.need,
    description: benchmark.description,
    language: 'fr',
    openedBy: get(cast.memberIds, benchmark.by),
    createdAt: at,
  });
  const place: Place = {
    benchmarkId,
    audienceId,
    optionIds: new Map(benchmark.options.map(({ key }) => [key, newId()])),
    criterionIds: new Map(benchmark.criteria.map(({ key }) => [key, newId()])),
    prices: new Set(benchmark.criteria.filter(({ kind }) => kind === 'price').map(({ key }) => key)),
  };
  const columns = cleanCriteria(benchmark.criteria.map(criterionInput));
  const criteria = columns.map((column, i) =>
    Object.assign(column, { id: get(place.criterionIds, benchmark.criteria[i]?.key ?? ''), isNew: true }),
  );
  await writeCriteria(tx, benchmarkId, criteria, at);
  const options = benchmark.options.map(({ key, provider, product }) => ({
    id: get(place.optionIds, key),
    isNew: true,
    providerId: get(cast.providerIds, provider),
    product: product ?? '',
  }));
  await writeOptions(tx, benchmarkId, options, at);
  for (const evaluation of benchmark.evaluations) await seedEvaluation(services, tx, cast, place, evaluation);
}

/** The benchmarks that members fill. */
export async function seedBenchmarks(services: Services, tx: Db, cast: Cast): Promise<void> {
  for (const benchmark of demonstration.benchmarks) await seedBenchmark(services, tx, cast, benchmark);
}

async function seedSelection(tx: Db, cast: Cast, selection: DemoSelection): Promise<void> {
  const benchmarkId = newId();
  const at = new Date(`${selection.on}T09:00:00Z`);
  await insertBenchmark(tx, {
    id: benchmarkId,
    audienceId: allMembersAudienceId,
    need: selection.need,
    description: selection.description,
    language: 'fr',
    sourceName: selectionSource.name,
    sourceUrl: selectionSource.url + selection.path,
    openedBy: get(cast.memberIds, 'ada'),
    createdAt: at,
  });
  const columns = cleanCriteria(
    selection.criteria.map(({ name, source, isNiceToHave }) => ({
      name,
      note: source,
      kind: 'number' as const,
      low: 0,
      high: 1,
      low_words: 'ne répond pas',
      high_words: 'répond',
      weight: isNiceToHave ? niceToHaveWeight : mustHaveWeight,
    })),
  );
  const criteria = columns.map((column) => Object.assign(column, { id: newId(), isNew: true }));
  await writeCriteria(tx, benchmarkId, criteria, at);
  const options = selection.options.map(({ provider, product }) => ({
    id: newId(),
    isNew: true,
    providerId: get(cast.providerIds, provider),
    product: product ?? '',
  }));
  await writeOptions(tx, benchmarkId, options, at);
  for (const [i, { utilities }] of selection.options.entries()) {
    await writeEvaluation(
      tx,
      {
        id: newId(),
        benchmarkId,
        optionId: options[i]?.id ?? '',
        memberId: null,
        relation: 'none',
        conflict: 'none',
        comment: '',
        sawOthers: false,
        evidenceId: null,
        version: 1,
        submittedAt: at,
        createdAt: at,
      },
      utilities.map((utility, j) => ({
        criterionId: criteria[j]?.id ?? '',
        status: utility === null ? ('unknown' as const) : ('known' as const),
        number: utility,
      })),
    );
  }
  const chosen = selection.options.findIndex(({ key }) => key === selection.chosen);
  await rewriteBenchmark(tx, benchmarkId, {
    state: 'closed',
    closedAt: at,
    chosenOptionId: options[chosen]?.id ?? null,
  });
}

/** Finished selections of somebody else: their marks belong to the source, and nobody rates further. */
export async function seedSelections(tx: Db, cast: Cast): Promise<void> {
  for (const selection of selections) await seedSelection(tx, cast, selection);
}
