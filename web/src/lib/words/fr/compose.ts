import { plural } from '../plural.ts';

/** `hier 18:42` as a sentence says it: `hier à 18:42`. */
const atHour = (when: string): string => when.replace(/(^|\s)(\d{1,2}:\d{2})$/, '$1à $2');

export const compose = {
  titles: { case: 'Exposer un cas', discussion: 'Ouvrir une discussion' },
  kindLabel: 'Ce que vous ouvrez',
  kinds: { case: 'Un cas', discussion: 'Une discussion' },
  leads: {
    case: 'Deux réponses suffisent : la phrase, et ce que vous cherchez. Le reste aide à mieux vous répondre.',
    discussion: 'Une question ouverte, sans fiche : une phrase et quelques lignes suffisent.',
  },
  required: 'à remplir',

  title: 'En une phrase',
  titleHints: {
    case: 'Changer d’ERP avec une clôture dans cinq mois ?',
    discussion: 'Comment choisissez-vous vos missions ?',
  },
  context: 'Contexte',
  contextHint: 'Négoce B2B, 70 personnes, deux dépôts.',
  stuck: 'Ce qui coince',
  stuckHint: 'L’éditeur arrête le support en juin.',
  tried: 'Déjà essayé',
  triedHint: 'Un devis de prolongation, refusé.',
  lookingFor: 'Ce que je cherche',
  lookingForHint: 'Qui a basculé en cours d’exercice ?',
  notWanted: 'Ce que je ne veux pas',
  notWantedHint: 'Un audit de plus, un éditeur sans référence.',
  wantedBy: 'Réponse souhaitée avant',
  story: 'Le récit',
  storyHint: 'Racontez comme à un confrère : les faits, les chiffres, ce que vous craignez.',
  text: 'Votre question',
  textHint: 'Dites d’où elle vient et ce que vous en pensez vous-même.',

  audience: 'Qui peut lire',
  allMembers: (n: number) => `Tous les membres · ${n}`,
  circle: (name: string, n: number) =>
    `${/^cercle\b/i.test(name) ? name : `Cercle ${name}`} · ${membersOf(n)}`,
  named: 'Des membres choisis…',
  members: 'Les membres qui pourront lire',
  membersHint: 'Commencez à écrire un nom. Vous en faites toujours partie.',
  membersHintPlain: 'Pour « des membres choisis » seulement. Ctrl ou ⌘ pour en choisir plusieurs.',
  suggestions: 'Propositions',
  removeMember: (name: string) => `Retirer ${name}`,
  noMember: 'Aucun membre de ce nom.',
  tags: 'Mots-clés',
  tagsHint: 'Séparez-les par une virgule ou Entrée ; huit au plus.',
  removeTag: (tag: string) => `Retirer ${tag}`,
  language: 'Langue du texte',

  publish: 'Publier',
  draftRestored: (when: string) => `Brouillon repris, gardé ${atHour(when)}`,
  draftDiscard: 'Jeter',
  draftDiscarded: 'Brouillon jeté',
  draftUndo: 'Le reprendre',

  titleMissing: 'Dites-le en une phrase : c’est elle que l’on lira dans la liste.',
  lookingForMissing: 'Dites ce que vous cherchez : c’est à cela que l’on vous répondra.',
  textMissing: 'Écrivez quelques lignes : c’est à elles que l’on vous répondra.',
  membersMissing: 'Choisissez au moins un membre.',
  mend: 'Rien n’est perdu. Voyez ce qui manque ci-dessous.',
  sentBefore: 'Votre premier envoi était bien arrivé : il est publié.',
  sentBeforeLink: 'Voir mes cas',
  notNow: 'La publication n’a pas abouti. Votre texte est là ; réessayez dans un instant.',

  whoReads: 'Qui lira',
  readers: {
    all: (n: number) =>
      `Tous les membres de Cénacle, soit ${plural('fr', n, { one: '# personne', other: '# personnes' })}, et ceux qui viendront.`,
    circle: (name: string, n: number) =>
      `Les membres du cercle ${name} : ${plural('fr', n, { one: '# personne', other: '# personnes' })}, et ceux qui le rejoindront. Personne d’autre.`,
    named: (n: number) =>
      n === 0
        ? 'Vous, et les membres que vous choisirez. Personne d’autre.'
        : `Vous et ${plural('fr', n, { one: '# membre choisi', other: '# membres choisis' })}. Personne d’autre.`,
  },
  readersLater: 'Rien n’en sort ensuite sans l’accord de ceux qui y ont écrit.',
  good: { case: 'Ce qui fait un bon cas', discussion: 'Ce qui fait une bonne discussion' },
  naming: 'Nommer dans le texte',
  namingLine: 'Tapez @ pour un membre, # pour un cas, un prestataire ou un mot-clé.',
  goodLines: {
    case: [
      'Le contexte en deux lignes : l’activité, la taille, l’échéance. Pas le nom du client.',
      'Ce qui a déjà été essayé, pour que l’on n’y revienne pas.',
      'Une demande précise, à laquelle on répond par un cas vécu.',
    ],
    discussion: [
      'Une seule question à la fois.',
      'Ce que vous en pensez déjà, pour que l’on puisse vous contredire.',
      'Si elle vise une décision chez un client, exposez plutôt un cas.',
    ],
  },
};

function membersOf(n: number): string {
  return plural('fr', n, { one: '# membre', other: '# membres' });
}
