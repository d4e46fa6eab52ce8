import { days, fewer, price, rating, yesno } from './template.ts';

/** Somebody who works alone, for a mission. About what they deliver, never about who they are. */
export const freelance = [
  price(
    60,
    'once',
    [300, 1200],
    [
      'Tarif d’une journée',
      'Combien coûte une journée, frais compris ?',
      'débutant',
      'expert rare',
      'Devis ou facture',
    ],
    [
      'Day rate',
      'What does a day cost, expenses included?',
      'beginner',
      'rare expert',
      'Quotation or invoice',
    ],
  ),
  rating(
    80,
    [
      'Qualité du livrable',
      'Ce qui a été livré a-t-il servi tel quel ?',
      'à refaire',
      'rien à redire',
      'Le livrable, ou ce qu’il a fallu reprendre',
    ],
    [
      'Quality of the work',
      'Was what was delivered used as it was?',
      'to be done again',
      'nothing to add',
      'The work, or what had to be mended',
    ],
  ),
  fewer(
    60,
    days,
    [0, 30],
    [
      'Retard',
      'De combien de jours la livraison a-t-elle dépassé la date convenue ?',
      'à l’heure',
      'un mois de retard',
      'Date convenue et date de livraison',
    ],
    [
      'Delay',
      'By how many days did delivery pass the agreed date?',
      'on time',
      'a month late',
      'Agreed date and date of delivery',
    ],
  ),
  rating(
    50,
    [
      'Clarté du suivi',
      'Savait-on à tout moment où en était la mission ?',
      'il fallait relancer',
      'un point clair chaque semaine',
      'Comptes rendus ou messages de suivi',
    ],
    [
      'Clear follow-up',
      'Did one know at any time where the mission stood?',
      'one had to ask',
      'a clear note every week',
      'Minutes or follow-up messages',
    ],
  ),
  yesno(
    40,
    [
      'Assurance professionnelle',
      'Une attestation de responsabilité civile a-t-elle été donnée ?',
      'non',
      'oui, à jour',
      'L’attestation',
    ],
    [
      'Professional insurance',
      'Was a certificate of liability insurance given?',
      'no',
      'yes, up to date',
      'The certificate',
    ],
  ),
  yesno(
    40,
    [
      'Cession des droits',
      'Les droits sur le livrable sont-ils cédés par écrit ?',
      'non, ou rien d’écrit',
      'oui, au contrat',
      'Clause de cession',
    ],
    [
      'Rights handed over',
      'Are the rights to the work handed over in writing?',
      'no, or nothing in writing',
      'yes, in the contract',
      'The clause that hands them over',
    ],
  ),
];
