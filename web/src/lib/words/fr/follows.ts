export const follows = {
  /** Of a menu whose button shows the level alone. */
  as: (level: string) => `Suivi : ${level}`,
  asOf: (what: string, level: string) => `Suivi de ${what} : ${level}`,
  levels: {
    everything: 'Tout suivre',
    mentions: 'Mentions seulement',
    nothing: 'Mettre en sourdine',
    none: 'Ne pas suivre',
  },
  threadTexts: {
    everything: 'Chaque réponse compte comme non lue.',
    mentions: 'Seuls les messages qui vous citent comptent comme non lus.',
    nothing: 'Rien ne compte comme non lu, même si l’on vous cite.',
    none: 'Les réponses comptent comme non lues une fois que vous l’avez ouvert.',
  },
  /** Of a circle or a tag. */
  areaTexts: {
    everything: 'Chaque nouveau cas, chaque réponse compte comme non lu.',
    mentions: 'Seuls les messages qui vous citent comptent comme non lus.',
    nothing: 'Rien n’y compte comme non lu, même si l’on vous cite.',
    none: 'Les réponses des cas que vous avez ouverts comptent comme non lues.',
  },
  /** In place of "none", where tags or the circle of a thread have a level. */
  inherited: { tag: 'Comme ses mots-clés', audience: 'Comme son cercle' },
  inheritedText: {
    tag: (level: string) => `Réglé pour ses mots-clés : ${level}.`,
    audience: (level: string) => `Réglé pour son cercle : ${level}.`,
  },
  changeAll: 'Cercles, mots-clés, sourdine',
  lead: 'Ce qui compte comme non lu. Ce que vous choisissez dans un cas passe avant ses mots-clés, et eux avant son cercle.',
  circles: 'Cercles',
  allMembers: 'Tous les membres',
  tags: 'Mots-clés',
  noTags: 'Vous n’avez rien choisi pour un mot-clé.',
  tag: 'Mot-clé',
  tagHint: 'Tel qu’il est écrit dans les cas, par exemple « budget ».',
  level: 'Suivi',
  addTag: 'Suivre ce mot-clé',
  kept: 'C’est noté.',
  muted: 'Membres en sourdine',
  mutedLead: 'Leurs messages sont repliés et ne comptent jamais comme non lus. Eux n’en savent rien.',
  noMuted: 'Personne. Le bouton se trouve sur la page de chaque membre.',
  mute: 'Mettre en sourdine',
  muteTitle: (name: string) => `Mettre ${name} en sourdine ?`,
  muteText:
    'Ses messages seront repliés et ne compteront jamais comme non lus. Personne d’autre ne le saura, et vous pourrez y revenir.',
  isMuted: 'Vous avez mis ce membre en sourdine.',
  hear: 'Réentendre',
  hearWhom: (name: string) => `Réentendre ${name}`,
  foldedPost: 'Message replié : vous avez mis ce membre en sourdine.',
  showPost: 'Afficher',
};
