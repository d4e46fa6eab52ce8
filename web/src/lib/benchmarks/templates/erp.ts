import { fewer, price, rating, yesno } from './template.ts';

/** A system for the company's management, with whoever installs it. */
export const erp = [
  price(
    60,
    'year',
    [5000, 80_000],
    [
      'Abonnement annuel',
      'Combien par an pour tous les utilisateurs, modules compris ?',
      'une équipe',
      'toute l’entreprise',
      'Contrat ou dernière facture annuelle',
    ],
    [
      'Yearly subscription',
      'What does a year cost for all users, modules included?',
      'one team',
      'the whole company',
      'Contract or last yearly invoice',
    ],
  ),
  price(
    60,
    'once',
    [15_000, 250_000],
    [
      'Intégration',
      'Combien a coûté l’installation, avenants et reprise des données compris ?',
      'paramétrage standard',
      'développements spécifiques',
      'Devis, avenants et solde réel',
    ],
    [
      'Integration',
      'What did installing cost, amendments and moving the data included?',
      'standard settings',
      'custom development',
      'Quotation, amendments and what was paid',
    ],
  ),
  rating(
    80,
    [
      'Couverture du métier',
      'Que fait-on encore dans des tableurs à côté ?',
      'l’essentiel reste en tableur',
      'plus aucun tableur',
      'Liste des tableurs qui restent',
    ],
    [
      'Fit with the business',
      'What is still done in spreadsheets beside it?',
      'most of the work',
      'no spreadsheet left',
      'List of the spreadsheets that remain',
    ],
  ),
  rating(
    70,
    [
      'Intégrateur',
      'L’équipe vue à la vente est-elle celle qui a livré, et reste-t-elle ?',
      'débutants, équipe changée trois fois',
      'confirmés, les mêmes du début à la fin',
      'Noms au contrat et comptes rendus',
    ],
    [
      'Integrator',
      'Did the team seen at the sale deliver, and does it stay?',
      'beginners, changed three times',
      'senior, the same from start to end',
      'Names in the contract and minutes',
    ],
  ),
  fewer(
    50,
    { fr: 'mois', en: 'months' },
    [3, 18],
    [
      'Durée du projet',
      'Combien de mois entre la signature et le premier mois clos dans l’outil ?',
      'un trimestre',
      'un an et demi',
      'Dates du contrat et de la première clôture',
    ],
    [
      'Length of the project',
      'How many months from signing to the first month closed in the tool?',
      'a quarter',
      'a year and a half',
      'Dates of the contract and of the first closing',
    ],
  ),
  rating(
    50,
    [
      'Adoption',
      'Les équipes s’en servent-elles sans qu’on le leur rappelle ?',
      'contourné',
      'réclamé par les autres services',
      'Utilisateurs actifs par mois',
    ],
    [
      'Adoption',
      'Do teams use it without being reminded?',
      'worked around',
      'asked for by other departments',
      'Active users a month',
    ],
  ),
  yesno(
    50,
    [
      'Reprise des données en sortie',
      'Peut-on tout exporter, pièces et historique, sans payer ?',
      'non, ou sur devis',
      'oui, essayé',
      'Un export complet relu',
    ],
    [
      'Data on the way out',
      'Can everything be exported, documents and history, without paying?',
      'no, or on quotation',
      'yes, tried',
      'A full export that was read again',
    ],
  ),
];
