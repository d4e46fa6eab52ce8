import type { PastDay } from '#lib/threads/list/days.ts';
import { plural } from '../plural.ts';

const counted = ['Aucun', 'Un', 'Deux', 'Trois', 'Quatre', 'Cinq', 'Six', 'Sept', 'Huit', 'Neuf'];

function since(day: PastDay | null): string {
  if (!day) return 'ces deux dernières semaines';
  if (day.when === 'today') return 'depuis votre visite de tout à l’heure';
  if (day.when === 'yesterday') return 'depuis hier';
  return day.when === 'weekday' ? `depuis ${day.name}` : `depuis le ${day.name}`;
}

export const today = {
  /** The sentence under the date; `more` when the list shows fewer than there are. */
  moved(n: number, day: PastDay | null): string {
    if (n === 0) return day ? `Rien de neuf ${since(day)}.` : 'Rien de neuf pour l’instant.';
    const forms = { one: '# cas a avancé', other: '# cas ont avancé' };
    return `${plural('fr', n, forms)} ${since(day)}.`;
  },
  waitingSentence: (n: number) =>
    plural('fr', n, {
      one: `${counted[n] ?? '#'} attend votre avis.`,
      other: `${counted[n] ?? '#'} attendent votre avis.`,
    }),
  waiting: 'On attend votre avis',
  moreMoved: 'Voir tous les cas',
  movedTitle: 'Repris depuis votre dernière visite',
  movedFirst: 'Les derniers échanges',
  nothing: 'Tout est lu.',
  nothingText: 'Les cas qui avancent apparaîtront ici, sans que vous ayez à les chercher.',
  mentionedBy: (name: string) => `${name} vous cite`,
  mentioned: 'on vous cite',
  answers: (n: number) =>
    plural('fr', n, { one: '# réponse à lire dans votre cas', other: '# réponses à lire dans votre cas' }),
  quiet: 'Ces cas sont-ils finis ?',
  quietText: 'Personne n’y a écrit depuis trois semaines. Dire comment ils ont fini prend une minute.',
  sayHow: 'Dire comment il a fini',
  notYet: 'Pas encore',
  notYetHeard: (title: string) => `Pas encore : ${title}`,
  notYetDone: 'Entendu : la question reviendra dans un mois.',
  mine: 'Mes cas ouverts',
  arrived: 'Arrivés ce mois-ci',
  invitedBy: (name: string) => `sur invitation de ${name}`,
  begin: 'Pour commencer',
  beginText: (steps: number) =>
    `Ici, chacun apporte un sujet difficile, et ce que ses cas passés lui ont appris. ${counted[steps] ?? steps} choses à faire, dans l’ordre qui vous plaît.`,
  beginCase: 'Exposez un cas',
  beginCaseText: 'Ce qui vous occupe en ce moment. Une phrase et ce que vous cherchez suffisent.',
  beginRead: 'Lisez un cas terminé',
  beginReadText: 'Ce qui a été décidé ailleurs, et ce que les autres en retiennent.',
  beginProfile: 'Complétez votre profil',
  beginProfileText: 'Vos fonctions et vos secteurs : c’est par là qu’on saura vous demander votre avis.',
};
