import { emailingBenchmark } from './content/benchmarks/e-mailing.ts';
import { erpBenchmark } from './content/benchmarks/erp.ts';
import { marketplaceFlowsBenchmark } from './content/benchmarks/marketplace-flows.ts';
import { recruitersBenchmark } from './content/benchmarks/recruiters.ts';
import { seoBenchmark } from './content/benchmarks/seo.ts';
import type { DemoBenchmark, DemoEngagement, DemoProvider } from './content/comparing.ts';
import { engagements } from './content/engagements.ts';
import { inventedAdvisers } from './content/more-providers.ts';
import { inventedProviders } from './content/providers.ts';
import { realProducts } from './content/real-products.ts';
import { afterwards, type DemoAfterwards } from './content/afterwards.ts';
import { artificialIntelligenceThreads } from './content/artificial-intelligence.ts';
import { contractThreads } from './content/contracts.ts';
import { discussions } from './content/discussions.ts';
import { erpThreads } from './content/erp.ts';
import { marketplaceThreads } from './content/marketplaces.ts';
import { measuringThreads } from './content/measuring.ts';
import { circles, members } from './content/people.ts';
import { prospectingThreads } from './content/prospecting.ts';
import type { DemoCircle, DemoMember, DemoThread } from './content/types.ts';
import { visibilityThreads } from './content/visibility.ts';

/** An invented community: who belongs to it, its circles, and what its members wrote, dated back from now. */
export const demonstration: {
  members: DemoMember[];
  circles: DemoCircle[];
  threads: DemoThread[];
  providers: DemoProvider[];
  engagements: DemoEngagement[];
  benchmarks: DemoBenchmark[];
  afterwards: DemoAfterwards[];
} = {
  members,
  circles,
  threads: [
    ...erpThreads,
    ...marketplaceThreads,
    ...prospectingThreads,
    ...visibilityThreads,
    ...measuringThreads,
    ...artificialIntelligenceThreads,
    ...contractThreads,
    ...discussions,
  ],
  providers: [...inventedProviders, ...inventedAdvisers, ...realProducts],
  engagements,
  benchmarks: [emailingBenchmark, erpBenchmark, marketplaceFlowsBenchmark, recruitersBenchmark, seoBenchmark],
  afterwards,
};
