import type { CheckAnswer, CheckDays } from '@cenacle/shared/threads/check-contract.ts';

/** What came after a case was finished, by its key. Posts are counted from 0 in the thread's `posts`. */
export type DemoAfterwards = {
  case: string;
  /** The answers that helped. */
  helpful: number[];
  /** Whether the outcome held; answered so many days after it was asked. */
  checks: { days: CheckDays; answer: CheckAnswer; line: string; lateBy: number }[];
  lessons: { by: string; daysAfter: number; learned: string; question: string }[];
};

export const afterwards: DemoAfterwards[] = [
  {
    case: 'emailing',
    helpful: [0, 1, 3],
    checks: [
      { days: 30, answer: 'held', line: 'Ouverture à 35 %, aucune plainte au-dessus de 0,1 %.', lateBy: 2 },
      {
        days: 90,
        answer: 'partly',
        line: 'La réputation tient ; les inscriptions sont retombées à 96 % après la rentrée.',
        lateBy: 6,
      },
    ],
    lessons: [
      {
        by: 'linus',
        daysAfter: 3,
        learned:
          'Une chauffe se pilote aux plaintes, pas au calendrier : doubler tous les trois jours était trop.',
        question: 'Que fait-on le jour où une session commerciale passe avant la chauffe ?',
      },
      {
        by: 'margaux',
        daysAfter: 9,
        learned: 'Les convocations sur leur propre sous-domaine, dès le premier jour.',
        question: '',
      },
    ],
  },
  {
    case: 'sortie-amazon',
    helpful: [0, 2],
    checks: [
      {
        days: 30,
        answer: 'held',
        line: 'Marge nette à 12 %, stock rapatrié écoulé aux deux tiers.',
        lateBy: 1,
      },
    ],
    lessons: [
      {
        by: 'grace',
        daysAfter: 5,
        learned: 'Le différé s’obtient quand la mauvaise nouvelle vient de nous, en cours d’année.',
        question: 'Quels frais de retrait sont dus dès la première pièce ?',
      },
    ],
  },
  {
    case: 'social-selling',
    helpful: [1, 5],
    checks: [
      { days: 30, answer: 'held', line: 'Les cinq continuent.', lateBy: 4 },
      {
        days: 90,
        answer: 'partly',
        line: 'Quatre sur cinq ; le cinquième est passé chez un concurrent.',
        lateBy: 3,
      },
      {
        days: 180,
        answer: 'failed',
        line: 'Deux seulement publient encore, sans l’heure d’accompagnement par semaine.',
        lateBy: 12,
      },
    ],
    lessons: [
      {
        by: 'linus',
        daysAfter: 2,
        learned: 'Sept abonnements rendus valent mieux que douze profils vides.',
        question: 'Qui tient l’heure d’accompagnement quand celle qui l’anime s’en va ?',
      },
    ],
  },
  {
    case: 'seo-refonte',
    helpful: [0, 1, 5],
    checks: [
      { days: 30, answer: 'held', line: 'Trafic stable à 94 %.', lateBy: 3 },
      { days: 90, answer: 'held', line: 'Trafic à 101 %, la maintenance offerte est tenue.', lateBy: 8 },
    ],
    lessons: [
      {
        by: 'grace',
        daysAfter: 4,
        learned: 'Un solde non payé vaut toutes les mises en demeure.',
        question: 'Qui signe le plan de redirection, et que vaut sa signature ?',
      },
    ],
  },
  {
    case: 'redaction-web',
    helpful: [0, 4],
    checks: [{ days: 30, answer: 'held', line: 'Quatre pages par semaine, comme prévu.', lateBy: 2 }],
    lessons: [],
  },
];
