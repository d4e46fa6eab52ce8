import type { DemoBenchmark } from '../comparing.ts';

const losses = `jour;adresses en 404 servies aux robots
veille;12
mise en ligne;1140
lendemain;1138
après correction;41
`;

export const seoBenchmark: DemoBenchmark = {
  key: 'agences-seo',
  need: 'Agence SEO pour accompagner une refonte de site',
  description:
    'La question n’est pas de gagner du trafic, mais de ne pas en perdre : plan de redirection, mesure avant et après, et quelqu’un qui lit les journaux du serveur.',
  audience: 'all',
  case: 'seo-refonte',
  by: 'mo',
  hoursAgo: 234 * 24,
  criteria: [
    {
      key: 'prix',
      name: 'Accompagnement de la migration',
      kind: 'price',
      per: 'once',
      low: 3000,
      high: 25_000,
      low_words: 'une ligne du devis',
      high_words: 'le tiers de la refonte',
      weight: 30,
    },
    {
      key: 'redirections',
      name: 'Plan de redirection',
      kind: 'rating',
      low_words: 'tout vers l’accueil',
      high_words: 'livré, testé et signé avant la mise en ligne',
      weight: 90,
    },
    {
      key: 'trafic',
      name: 'Trafic à six mois',
      note: 'Part du trafic de recherche d’avant la refonte.',
      kind: 'number',
      unit: '%',
      low: 60,
      high: 110,
      low_words: 'une saison perdue',
      high_words: 'un peu mieux qu’avant',
      weight: 60,
    },
    {
      key: 'pedagogie',
      name: 'Clarté',
      kind: 'rating',
      low_words: 'des rapports que personne ne lit',
      high_words: 'le dirigeant explique à son tour',
      weight: 40,
    },
    {
      key: 'journaux',
      name: 'Lit les journaux du serveur',
      kind: 'yesno',
      low_words: 'des outils seulement',
      high_words: 'dès la première semaine',
      weight: 40,
    },
  ],
  options: [
    { key: 'ancolie', provider: 'ancolie' },
    { key: 'grain-de-phare', provider: 'grain-de-phare' },
    { key: 'sillage-onze', provider: 'sillage-onze', product: 'Offre Migration' },
    { key: 'bruyere', provider: 'bruyere' },
    { key: 'pertuis', provider: 'pertuis' },
  ],
  evaluations: [
    {
      option: 'pertuis',
      by: 'mo',
      hoursAgo: 233 * 24,
      relation: 'client',
      comment:
        'Les redirections n’étaient pas au devis, et personne ne nous l’a dit. La suite a été correcte.',
      evidence: {
        grade: 'finished_documented',
        case: 'seo-refonte',
        role: 'Directrice de la communication',
        amount: '50k_200k',
        document: { name: 'Adresses en erreur.csv', text: losses },
      },
      values: { prix: 3200, redirections: 1, trafic: 93, pedagogie: 2, journaux: 0 },
    },
    {
      option: 'ancolie',
      by: 'anais',
      hoursAgo: 209 * 24,
      relation: 'client',
      evidence: {
        grade: 'finished',
        engagement: 'soins',
        role: 'Directrice marketing',
        amount: '5k_20k',
      },
      values: { prix: 14_500, redirections: 5, trafic: 104, pedagogie: 4, journaux: 1 },
    },
    {
      option: 'sillage-onze',
      by: 'grace',
      hoursAgo: 176 * 24,
      relation: 'client',
      conflict: 'they_recommend_me',
      comment: 'Ils donnent mon nom à leurs clients. À vous de voir ce que vaut mon avis.',
      evidence: { grade: 'finished', engagement: 'textile', role: 'DAF', amount: '5k_20k' },
      values: { prix: 19_800, redirections: 4, trafic: 98, pedagogie: 3, journaux: 'unknown' },
    },
    {
      option: 'grain-de-phare',
      by: 'mo',
      hoursAgo: 128 * 24,
      relation: 'client',
      evidence: {
        grade: 'under_way',
        engagement: 'cooperative',
        role: 'Directrice de la communication',
        amount: '5k_20k',
      },
      values: { prix: 8600, redirections: 4, trafic: 'unknown', pedagogie: 5, journaux: 1 },
    },
    {
      option: 'bruyere',
      by: 'margaux',
      hoursAgo: 62 * 24,
      relation: 'client',
      sawOthers: true,
      evidence: {
        grade: 'finished',
        engagement: 'editeur-irlande',
        role: 'Développement international, site en deux langues',
        amount: '5k_20k',
      },
      values: { prix: 6900, redirections: 4, trafic: 96, pedagogie: 4, journaux: 1 },
    },
    {
      option: 'sillage-onze',
      by: 'ines',
      hoursAgo: 29 * 24,
      relation: 'client',
      evidence: {
        grade: 'under_way',
        engagement: 'puericulture',
        role: 'Directrice e-commerce',
        amount: '5k_20k',
      },
      values: { prix: 'quotation', redirections: 3, trafic: 'unknown', pedagogie: 3, journaux: 0 },
    },
    {
      option: 'ancolie',
      by: 'ines',
      hoursAgo: 11 * 24,
      relation: 'met',
      sawOthers: true,
      evidence: { grade: 'opinion', role: 'Consultation, devis non retenu' },
      values: { prix: 15_500, redirections: 4, trafic: 'unknown', pedagogie: 4, journaux: 'unknown' },
    },
  ],
};
