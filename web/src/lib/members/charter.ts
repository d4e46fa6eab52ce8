import type { Language } from '@cenacle/shared/http.ts';

interface Point {
  title: string;
  text: string;
}

/** What every member agrees to, in the order in which it is read. */
export const charter: Record<Language, readonly Point[]> = {
  fr: [
    {
      title: 'Ce qui se dit ici reste ici.',
      text: 'Vous ne répétez, ne copiez ni ne transmettez à personne ce que d’autres y confient. Ce qui est écrit dans un cercle reste dans ce cercle. Aucun logiciel n’empêche une indiscrétion : tout repose sur chacun de nous.',
    },
    {
      title: 'Vos clients ne se reconnaissent pas.',
      text: 'Vous racontez ce qui aide à comprendre, jamais ce qui permettrait de deviner une entreprise ou une personne sans son accord. Ce que vous leur avez promis passe avant ce que vous partagez.',
    },
    {
      title: 'Vous dites d’où vous le tenez.',
      text: 'Vous distinguez ce que vous avez fait, ce que vous avez vu et ce que l’on vous a rapporté. Un avis sans mission derrière lui se présente comme un avis.',
    },
    {
      title: 'Vous déclarez vos intérêts.',
      text: 'Commission, parts, partenariat, famille : vous le dites chaque fois que vous parlez d’un prestataire ou d’une personne. On ne vend rien ici, et l’on ne démarche personne.',
    },
    {
      title: 'On juge le travail, pas les gens.',
      text: 'Le désaccord est bienvenu, appuyé sur des faits. Ce qui vise une personne, ce qu’elle est ou sa vie privée ne l’est pas.',
    },
    {
      title: 'Vous répondez de qui vous invitez.',
      text: 'Votre nom figure sur son profil. La modération peut suspendre un compte qui s’écarte de cette charte.',
    },
  ],
  en: [
    {
      title: 'What is said here stays here.',
      text: 'You do not repeat, copy or pass on to anybody what others confide. What is written in a circle stays in that circle. No software prevents an indiscretion: it all rests on each of us.',
    },
    {
      title: 'Your clients cannot be recognised.',
      text: 'You tell what helps to understand, never what would let others guess a company or a person without their consent. What you promised them comes before what you share.',
    },
    {
      title: 'You say how you know.',
      text: 'You keep apart what you did, what you saw and what you were told. An opinion with no engagement behind it is given as an opinion.',
    },
    {
      title: 'You declare your interests.',
      text: 'Commission, shares, partnership, family: you say so each time you speak of a provider or a person. Nothing is sold here, and nobody is canvassed.',
    },
    {
      title: 'We judge work, not people.',
      text: 'Disagreement is welcome when it rests on facts. What aims at a person, at who they are or at their private life is not.',
    },
    {
      title: 'You answer for those you invite.',
      text: 'Your name stands on their profile. Moderators can suspend an account that departs from this charter.',
    },
  ],
};
