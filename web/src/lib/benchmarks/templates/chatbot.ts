import { fewer, price, rating, weeks, yesno } from './template.ts';

/** An assistant that answers customers or staff. */
export const chatbot = [
  price(
    60,
    'month',
    [100, 3000],
    [
      'Prix',
      'Combien par mois pour notre volume de conversations, modèle compris ?',
      'un essai sérieux',
      'un poste de support',
      'Facture avec le nombre de conversations',
    ],
    [
      'Price',
      'What does a month cost for our conversations, the model included?',
      'a serious trial',
      'a support position',
      'Invoice with the number of conversations',
    ],
  ),
  rating(
    80,
    [
      'Justesse des réponses',
      'Sur nos vraies questions, combien de réponses fausses ou inventées ?',
      'invente avec aplomb',
      'juste, ou dit qu’il ne sait pas',
      'Cent questions réelles relues',
    ],
    [
      'Right answers',
      'Of our real questions, how many get a wrong or invented answer?',
      'invents with confidence',
      'right, or says that it does not know',
      'A hundred real questions, read again',
    ],
  ),
  rating(
    60,
    [
      'Passage à un humain',
      'Le client rejoint-il une personne sans tout répéter ?',
      'en boucle',
      'au bon moment, avec l’historique',
      'Une conversation relue de bout en bout',
    ],
    [
      'Handing over to a person',
      'Does a customer reach a person without saying it all again?',
      'round in circles',
      'at the right moment, with the history',
      'One conversation read from end to end',
    ],
  ),
  rating(
    50,
    [
      'Mise à jour des connaissances',
      'Qui corrige une réponse, et en combien de temps ?',
      'le prestataire, sur devis',
      'l’équipe, dans la minute',
      'Une correction faite devant le membre',
    ],
    [
      'Keeping it up to date',
      'Who mends an answer, and how soon?',
      'the provider, on quotation',
      'the team, within a minute',
      'A correction made before the member',
    ],
  ),
  yesno(
    70,
    [
      'Données non réutilisées',
      'Le contrat interdit-il d’entraîner un modèle avec nos conversations ?',
      'non, ou flou',
      'oui, écrit',
      'Clause du contrat',
    ],
    [
      'Data not used again',
      'Does the contract forbid training a model on our conversations?',
      'no, or vague',
      'yes, in writing',
      'The contract’s clause',
    ],
  ),
  fewer(
    30,
    weeks,
    [1, 16],
    [
      'Délai de mise en service',
      'Combien de semaines jusqu’aux premiers vrais clients ?',
      'quelques jours',
      'un trimestre et plus',
      'Dates de commande et de mise en service',
    ],
    [
      'Time to service',
      'How many weeks until the first real customers?',
      'a few days',
      'a quarter and more',
      'Dates of the order and of going live',
    ],
  ),
];
