import type { Deadline } from '#lib/threads/list/days.ts';
import { plural } from '../plural.ts';

export const threads = {
  title: 'Cas',
  filters: 'Montrer',
  views: {
    all: 'Tous',
    open: 'Ouverts',
    finished: 'Terminés',
    mine: 'Mes cas',
    unread: 'Non lus',
    waiting: 'On m’attend',
    overdue: 'En retard',
    check: 'À confirmer',
  },
  kindTitle: 'Genre',
  kinds: { all: 'Cas et discussions', case: 'Cas seulement', discussion: 'Discussions seulement' },
  circlesTitle: 'Cercles',
  tagsTitle: 'Mots-clés',
  refine: 'Affiner',
  without: (what: string) => `Ne plus limiter à ${what}`,
  clear: 'Tout montrer',

  /** How many are shown: all of them, or the most recent ones. */
  shown: (n: number, all: boolean) =>
    all
      ? plural('fr', n, { one: '# en tout', other: '# en tout' })
      : plural('fr', n, { one: 'Le plus récent', other: 'Les # plus récents' }),
  threadCount: (n: number) => plural('fr', n, { one: '# cas', other: '# cas' }),
  more: 'Suite',
  loading: 'Un instant…',
  moreFailed: 'La suite n’a pas pu être chargée.',
  backToTop: 'Revenir au début de la liste',
  movedNow: (n: number) =>
    n === 0 ? 'La liste a changé' : plural('fr', n, { one: '# cas a bougé', other: '# cas ont bougé' }),
  refresh: 'actualiser',

  someone: 'Un membre',
  replies: (n: number) =>
    n === 0 ? 'sans réponse' : plural('fr', n, { one: '# réponse', other: '# réponses' }),
  lastBy: (name: string) => `dernière : ${name},`,
  fresh: (n: number) => plural('fr', n, { one: '# nouveau', other: '# nouveaux' }),
  new: 'Nouveau :',
  mentionsMe: 'On vous cite :',
  finished: 'Terminé',
  discussion: 'Discussion',
  circle: (name: string) => (/^cercle\b/i.test(name) ? name : `Cercle ${name}`),
  named: 'Membres choisis',
  /** By when an answer is wanted. */
  wanted: ({ when, name }: Deadline) =>
    ({
      late: `réponse attendue depuis le ${name}`,
      today: 'réponse souhaitée aujourd’hui',
      tomorrow: 'réponse souhaitée demain',
      weekday: `réponse souhaitée avant ${name}`,
      date: `réponse souhaitée avant le ${name}`,
    })[when],

  /** The walk from one unread case to the next. */
  walk: {
    begin: 'Lire les non lus un à un',
    next: 'Non lu suivant',
    key: 'N',
    done: 'Vous avez fait le tour. Ce qui reste ici n’est pas lu jusqu’au bout.',
    allDone: 'Vous avez fait le tour : tout est lu.',
    markAll: 'Tout marquer comme lu',
    marked: (n: number) =>
      n === 0
        ? 'Il n’y avait plus rien à marquer.'
        : plural('fr', n, { one: '# cas marqué comme lu.', other: '# cas marqués comme lus.' }),
    undone: (n: number) =>
      plural('fr', n, { one: '# cas est de nouveau non lu.', other: '# cas sont de nouveau non lus.' }),
  },

  empty: {
    all: {
      title: 'Aucun cas pour l’instant.',
      text: 'Exposez le premier : c’est ainsi que l’on apprend les uns des autres.',
    },
    open: { title: 'Aucun cas ouvert.', text: 'Tout ce qui a été exposé est terminé.' },
    finished: {
      title: 'Aucun cas terminé.',
      text: 'Un cas se termine quand son auteur dit comment il a fini.',
    },
    mine: {
      title: 'Vous n’avez pas encore exposé de cas.',
      text: 'Une phrase et ce que vous cherchez suffisent pour commencer.',
    },
    unread: {
      title: 'Tout est lu.',
      text: 'Les réponses aux cas que vous suivez ou avez ouverts apparaîtront ici.',
    },
    waiting: {
      title: 'Personne ne vous attend.',
      text: 'Ici viennent les cas où l’on vous cite sans réponse de vous, ceux que vous suivez dont la date approche, et les réponses à vos propres cas.',
    },
    overdue: {
      title: 'Aucun cas n’est en retard.',
      text: 'Ici viennent les cas encore ouverts dont la date souhaitée est passée.',
    },
    check: {
      title: 'Rien à confirmer.',
      text: 'Un mois, trois mois et six mois après la fin d’un cas, on vous demandera ici si son issue a tenu.',
    },
    narrowed: {
      title: 'Rien ne répond à ces critères.',
      text: 'Élargissez la recherche pour retrouver des cas.',
    },
  },
};
