import type { Conflict, Grade, Relation } from '@cenacle/shared/evidence/contract.ts';

/** One member's vouch, on an engagement of theirs or a finished case, by key. */
export type DemoVouch = {
  by: string;
  forWhat: string;
  daysAgo: number;
  relation: Relation;
  conflict?: Conflict;
  again?: 'yes' | 'partly';
  on: { engagement: string } | { case: string };
  grade?: Grade;
};

/** A card; prices are euros. `toldDaysAgo` is null for a person who has not been told. Without a person it is not asked. */
export type DemoCard = {
  key: string;
  by: string;
  addedDaysAgo: number;
  toldDaysAgo?: number | null;
  audience?: string;
  person?: string;
  title?: string;
  firm?: string;
  provider?: string;
  forWhat: string;
  notFor?: string;
  stance: 'innovates' | 'deploys';
  price?: [from: number | null, to: number | null];
  area?: string;
  languages?: ('fr' | 'en' | 'de' | 'es' | 'it' | 'nl' | 'pt')[];
  source?: string;
  phone?: string;
  vouches?: DemoVouch[];
};

/** A card that a member passed: to another, or into a thread as a reply. */
export type DemoPass = {
  card: string;
  by: string;
  hoursAgo: number;
  note: string;
  to: { member: string } | { thread: string };
};

/** Invented people and firms. Their addresses end in a domain that nobody can register, their phones ring nowhere. */
export const cards: DemoCard[] = [
  {
    key: 'tabourot',
    by: 'ines',
    addedDaysAgo: 210,
    toldDaysAgo: 208,
    person: 'Inès-Marie Tabourot',
    title: 'Fondatrice',
    firm: 'Flux & Comptoir',
    forWhat: 'Brancher un catalogue de PME sur trois places de marché sans refaire l’ERP.',
    notFor: 'Les catalogues de plus de cent mille références.',
    stance: 'deploys',
    price: [8_000, 40_000],
    area: 'Lille',
    languages: ['fr', 'en'],
    source: 'Mission menée ensemble chez un fabricant de luminaires',
    phone: '01 99 00 41 12',
    vouches: [
      {
        by: 'ines',
        forWhat: 'Trois places de marché ouvertes en onze semaines, stocks justes dès le premier jour.',
        daysAgo: 80,
        relation: 'client',
        on: { engagement: 'luminaires' },
      },
      {
        by: 'grace',
        forWhat: 'A repris un connecteur abandonné et l’a rendu compréhensible à l’équipe.',
        daysAgo: 160,
        relation: 'client',
        on: { engagement: 'textile' },
      },
    ],
  },
  {
    key: 'delaunoy',
    by: 'anais',
    addedDaysAgo: 150,
    toldDaysAgo: 660,
    person: 'Karim Delaunoy',
    title: 'Consultant en délivrabilité',
    forWhat: 'Sauver une réputation d’expéditeur après un envoi raté.',
    stance: 'innovates',
    price: [1_000, 5_000],
    area: 'Nantes',
    languages: ['fr', 'en'],
    source: 'Il m’a remis sa carte après une intervention',
    phone: '01 99 00 41 13',
    vouches: [
      {
        by: 'anais',
        forWhat: 'Domaine sorti des listes noires en neuf jours, et une méthode qui est restée.',
        daysAgo: 100,
        relation: 'client',
        on: { case: 'emailing' },
      },
    ],
  },
  {
    key: 'ambroisine',
    by: 'grace',
    addedDaysAgo: 3,
    toldDaysAgo: null,
    person: 'Claire Ambroisine',
    title: 'Auditrice',
    forWhat: 'Auditer les données de durabilité d’une ETI industrielle avant le commissaire aux comptes.',
    stance: 'deploys',
    area: 'Hauts-de-France',
    source: 'Rencontrée à une table ronde à Lille',
    phone: '01 99 00 41 14',
  },
  {
    key: 'bedane',
    by: 'linus',
    addedDaysAgo: 190,
    provider: 'bedane',
    forWhat: 'Reprendre un ERP dont plus personne n’a le mot de passe administrateur.',
    stance: 'deploys',
    price: [12_000, 60_000],
    area: 'Grand Est',
    languages: ['fr', 'de'],
    vouches: [
      {
        by: 'linus',
        forWhat: 'Bascule faite un dimanche, factures parties le lundi.',
        daysAgo: 170,
        relation: 'client',
        on: { engagement: 'mecanique' },
      },
    ],
  },
  {
    key: 'tarragnat',
    by: 'eric',
    addedDaysAgo: 240,
    toldDaysAgo: 238,
    person: 'Bérénice Tarragnat',
    title: 'Formatrice commerciale',
    provider: 'tarragnat',
    forWhat: 'Faire parler des commerciaux techniques à leurs clients, sans script.',
    notFor: 'Les équipes de plus de trente personnes.',
    stance: 'innovates',
    price: [1_200, 9_000],
    area: 'Dijon',
    languages: ['fr'],
    source: 'Deux formations suivies chez mes clients',
    phone: '01 99 00 41 15',
    vouches: [
      {
        by: 'eric',
        forWhat: 'Douze commerciaux, deux journées, et des comptes rendus qui servent encore.',
        daysAgo: 200,
        relation: 'client',
        on: { engagement: 'fournitures' },
      },
      {
        by: 'margaux',
        forWhat: 'A su quand s’arrêter : deux séances suffisaient.',
        daysAgo: 60,
        relation: 'client',
        conflict: 'they_recommend_me',
        again: 'partly',
        on: { case: 'social-selling' },
      },
    ],
  },
  {
    key: 'filature',
    by: 'mo',
    addedDaysAgo: 120,
    provider: 'filature-sept',
    forWhat: 'Des textes de produits écrits par des gens qui ont tenu le produit.',
    stance: 'deploys',
    price: [400, 6_000],
    area: 'Roubaix',
    languages: ['fr', 'nl'],
    vouches: [
      {
        by: 'mo',
        forWhat: 'Onze campings décrits sans deux phrases pareilles.',
        daysAgo: 90,
        relation: 'client',
        on: { engagement: 'campings' },
      },
    ],
  },
  {
    key: 'carbonelle',
    by: 'zoe',
    addedDaysAgo: 95,
    provider: 'carbonelle',
    forWhat: 'Un bilan carbone qui passe chez un donneur d’ordre, en dix semaines.',
    stance: 'deploys',
    price: [9_000, 18_000],
    area: 'Bretagne',
    languages: ['fr'],
    vouches: [
      {
        by: 'zoe',
        forWhat: 'Accepté sans question par l’acheteur, et compris par l’atelier.',
        daysAgo: 40,
        relation: 'client',
        on: { case: 'rse' },
      },
      {
        by: 'helene',
        forWhat: 'Les achats étaient traités à part des autres postes, comme il faut.',
        daysAgo: 30,
        relation: 'met',
        on: { case: 'rse' },
      },
    ],
  },
  {
    key: 'moncade',
    by: 'fx',
    addedDaysAgo: 330,
    toldDaysAgo: 329,
    person: 'Octave Moncadel',
    title: 'Directeur de projet indépendant',
    forWhat: 'Tenir un projet d’ERP quand l’intégrateur change d’équipe en route.',
    stance: 'deploys',
    price: [700, 900],
    area: 'Dijon, Lyon',
    languages: ['fr', 'it'],
    source: 'Nous avons partagé une mission de dix mois',
    phone: '01 99 00 41 16',
    vouches: [
      {
        by: 'fx',
        forWhat: 'Reprise de la cave et de la comptabilité dans les délais, sans un jour d’arrêt.',
        daysAgo: 55,
        relation: 'colleague',
        on: { engagement: 'vins' },
      },
    ],
  },
  {
    key: 'vauqueliere',
    by: 'ada',
    addedDaysAgo: 280,
    provider: 'vauqueliere',
    forWhat: 'Trouver un directeur de site en province, quand les candidats veulent Paris.',
    stance: 'deploys',
    price: [18_000, 30_000],
    area: 'France',
    languages: ['fr'],
    vouches: [
      {
        by: 'ada',
        forWhat: 'Trois candidats en six semaines ; le deuxième est toujours là.',
        daysAgo: 120,
        relation: 'client',
        conflict: 'partner',
        on: { engagement: 'negoce-familial' },
      },
    ],
  },
  {
    key: 'serpolet',
    by: 'loic',
    addedDaysAgo: 180,
    toldDaysAgo: 178,
    person: 'Gaétan Serpolin',
    title: 'Ingénieur méthodes',
    firm: 'Atelier Serpolin',
    forWhat: 'Mesurer un atelier à la main, avant d’acheter le moindre capteur.',
    stance: 'innovates',
    price: [3_500, 12_000],
    area: 'Finistère',
    languages: ['fr', 'en'],
    source: 'Mission menée au chantier naval',
    phone: '01 99 00 41 17',
    vouches: [
      {
        by: 'loic',
        forWhat: 'Deux semaines d’observation, un tiers d’attente en moins sur la découpe.',
        daysAgo: 170,
        relation: 'client',
        on: { engagement: 'naval' },
      },
    ],
  },
  {
    key: 'corvette',
    by: 'margaux',
    addedDaysAgo: 88,
    provider: 'corvette',
    forWhat: 'Ouvrir des portes chez des acheteurs industriels, sans robot d’appel.',
    stance: 'deploys',
    price: [4_000, 15_000],
    area: 'Grand Ouest',
    languages: ['fr', 'en'],
  },
  {
    key: 'brennan',
    by: 'margaux',
    addedDaysAgo: 75,
    toldDaysAgo: 74,
    person: 'Niamh Ó Cuilleann',
    title: 'Payroll and contracts adviser',
    firm: 'Cuilleann Payroll',
    forWhat: 'Hiring a first salesperson in Ireland from a French company, contract and payroll in a week.',
    notFor: 'Anything north of the border.',
    stance: 'deploys',
    price: [1_500, 4_000],
    area: 'Dublin',
    languages: ['en', 'fr'],
    source: 'We worked together when a client opened its sales office',
    phone: '+353 1 555 0123',
    vouches: [
      {
        by: 'margaux',
        forWhat: 'Contract, payroll and insurance settled in six working days.',
        daysAgo: 65,
        relation: 'client',
        on: { engagement: 'editeur-irlande' },
      },
    ],
  },
  {
    key: 'sextant',
    by: 'anais',
    addedDaysAgo: 140,
    provider: 'sextant-douze',
    forWhat: 'Retrouver le trafic perdu après une refonte, page par page.',
    stance: 'deploys',
    price: [5_000, 20_000],
    area: 'Nantes',
    languages: ['fr'],
    vouches: [
      {
        by: 'anais',
        forWhat: 'Redirections reprises en trois semaines, le trafic est revenu en dix.',
        daysAgo: 130,
        relation: 'client',
        on: { engagement: 'soins' },
      },
    ],
  },
  {
    key: 'pastorel',
    by: 'helene',
    addedDaysAgo: 110,
    toldDaysAgo: 109,
    person: 'Solène Pastourelle',
    title: 'Avocate en droit social',
    firm: 'Pastourelle & Brume',
    forWhat: 'Relire un plan de départs volontaires sans l’alourdir de dix pages.',
    stance: 'deploys',
    price: [250, 350],
    area: 'Lyon',
    languages: ['fr', 'es'],
    source: 'Elle conseille deux de mes clients',
    phone: '01 99 00 41 18',
  },
  {
    key: 'quintal',
    by: 'grace',
    addedDaysAgo: 260,
    toldDaysAgo: 258,
    person: 'Firmin Quintalet',
    title: 'Contrôleur de gestion à façon',
    forWhat: 'Bâtir un tableau de bord que le dirigeant ouvre vraiment le lundi.',
    stance: 'innovates',
    price: [450, 600],
    area: 'Lille, Bruxelles',
    languages: ['fr', 'nl'],
    source: 'Mission menée ensemble chez un grossiste',
    phone: '01 99 00 41 19',
    vouches: [
      {
        by: 'grace',
        forWhat: 'Quatre chiffres, une page, et plus une seule réunion pour les discuter.',
        daysAgo: 240,
        relation: 'colleague',
        on: { engagement: 'grossiste' },
      },
    ],
  },
  {
    key: 'telenacre',
    by: 'loic',
    addedDaysAgo: 160,
    provider: 'telenacre',
    forWhat: 'Téléphonie et réseau d’un site isolé, avec quelqu’un qui répond.',
    stance: 'deploys',
    price: [150, 900],
    area: 'Bretagne',
    languages: ['fr'],
  },
  {
    key: 'orbanne',
    by: 'fx',
    addedDaysAgo: 300,
    provider: 'orbanne',
    forWhat: 'Préparer une cession deux ans avant, quand il est encore temps.',
    stance: 'deploys',
    price: [15_000, null],
    area: 'Bourgogne',
    languages: ['fr'],
  },
  {
    key: 'haubert',
    by: 'zoe',
    addedDaysAgo: 130,
    toldDaysAgo: 129,
    audience: 'industrie',
    person: 'Ronan Haubertin',
    title: 'Expert cybersécurité industrielle',
    forWhat: 'Séparer le réseau des machines de celui des bureaux sans arrêter l’atelier.',
    stance: 'deploys',
    price: [6_000, 25_000],
    area: 'Toulouse',
    languages: ['fr', 'en', 'es'],
    source: 'Mission menée chez un sous-traitant aéronautique',
    phone: '01 99 00 41 20',
    vouches: [
      {
        by: 'zoe',
        forWhat: 'Deux ateliers isolés en production, aucune pièce perdue.',
        daysAgo: 50,
        relation: 'client',
        on: { engagement: 'aeronautique' },
        grade: 'under_way',
      },
    ],
  },
  {
    key: 'cigales',
    by: 'mo',
    addedDaysAgo: 70,
    provider: 'trois-cigales',
    forWhat: 'Écrire soixante pages utiles pour des gens pressés.',
    stance: 'deploys',
    price: [3_000, 11_000],
    area: 'Provence',
    languages: ['fr', 'it'],
    vouches: [
      {
        by: 'mo',
        forWhat: 'Un lot d’essai, puis la suite livrée au même soin.',
        daysAgo: 48,
        relation: 'client',
        on: { case: 'redaction-web' },
      },
    ],
  },
  {
    key: 'verdier',
    by: 'ines',
    addedDaysAgo: 45,
    toldDaysAgo: 44,
    person: 'Ludivine Verdaillon',
    title: 'Photographe de produits',
    firm: 'Studio Verdaillon',
    forWhat: 'Cent produits photographiés en trois jours, prêts pour toutes les boutiques.',
    stance: 'deploys',
    price: [900, 4_500],
    area: 'Lyon',
    languages: ['fr', 'de'],
    source: 'Elle a travaillé pour une enseigne que je conseille',
    phone: '01 99 00 41 21',
    vouches: [
      {
        by: 'ines',
        forWhat: 'Aucune image refusée par les places de marché.',
        daysAgo: 20,
        relation: 'client',
        on: { engagement: 'luminaires' },
      },
    ],
  },
];

export const passes: DemoPass[] = [
  {
    card: 'quintal',
    by: 'grace',
    hoursAgo: 2.5,
    note: 'Firmin a monté exactement ce tableau-là chez un grossiste : quatre chiffres tirés de trois systèmes.',
    to: { thread: 'tableau-de-bord' },
  },
  {
    card: 'tabourot',
    by: 'ines',
    hoursAgo: 30,
    note: 'Pour tes enseignes : c’est elle qui a ouvert les places de marché de mes luminaires.',
    to: { member: 'grace' },
  },
  {
    card: 'serpolet',
    by: 'loic',
    hoursAgo: 52,
    note: 'Avant d’acheter des capteurs, appelle-le.',
    to: { member: 'linus' },
  },
];
