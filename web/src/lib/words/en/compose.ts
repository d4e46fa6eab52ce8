import type { Words } from '../fr.ts';
import { plural } from '../plural.ts';

/** `yesterday 18:42` as a sentence says it: `yesterday at 18:42`. */
const atHour = (when: string): string => when.replace(/(^|\s)(\d{1,2}:\d{2})$/, '$1at $2');

const people = (n: number): string => plural('en', n, { one: '# person', other: '# people' });

export const compose: Words['compose'] = {
  titles: { case: 'Present a case', discussion: 'Open a discussion' },
  kindLabel: 'What you open',
  kinds: { case: 'A case', discussion: 'A discussion' },
  leads: {
    case: 'Two answers are enough: the sentence, and what you are looking for. The rest helps others to answer well.',
    discussion: 'An open question, without a case sheet: one sentence and a few lines are enough.',
  },
  required: 'required',

  title: 'In one sentence',
  titleHints: {
    case: 'Change the ERP with a closing in five months?',
    discussion: 'How do you choose your engagements?',
  },
  context: 'Context',
  contextHint: 'B2B trade, 70 people, two warehouses.',
  stuck: 'What is stuck',
  stuckHint: 'The vendor ends support in June.',
  tried: 'Already tried',
  triedHint: 'A quote for an extension, refused.',
  lookingFor: 'What I am looking for',
  lookingForHint: 'Who has switched in the middle of a financial year?',
  notWanted: 'What I do not want',
  notWantedHint: 'One more audit, a vendor without references.',
  wantedBy: 'Answer wanted by',
  story: 'The story',
  storyHint: 'Tell it as to a colleague: the facts, the figures, what you fear.',
  text: 'Your question',
  textHint: 'Say where it comes from and what you think yourself.',

  audience: 'Who may read',
  allMembers: (n) => `All members · ${n}`,
  circle: (name, n) =>
    `${/\bcircle\b|^cercle\b/i.test(name) ? name : `${name} circle`} · ${plural('en', n, { one: '# member', other: '# members' })}`,
  named: 'Chosen members…',
  members: 'The members who may read',
  membersHint: 'Begin to write a name. You are always one of them.',
  membersHintPlain: 'For “chosen members” only. Ctrl or ⌘ to choose several.',
  suggestions: 'Suggestions',
  removeMember: (name) => `Remove ${name}`,
  noMember: 'No member of this name.',
  tags: 'Tags',
  tagsHint: 'Separate them with a comma or Enter; eight at most.',
  removeTag: (tag) => `Remove ${tag}`,
  language: 'Language of the text',

  publish: 'Publish',
  draftRestored: (when) => `Draft restored, kept ${atHour(when)}`,
  draftDiscard: 'Discard',
  draftDiscarded: 'Draft discarded',
  draftUndo: 'Take it back',

  titleMissing: 'Say it in one sentence: this is what others read in the list.',
  lookingForMissing: 'Say what you are looking for: this is what others will answer.',
  textMissing: 'Write a few lines: this is what others will answer.',
  membersMissing: 'Choose at least one member.',
  mend: 'Nothing is lost. See below what is missing.',
  sentBefore: 'Your first attempt had arrived: it is published.',
  sentBeforeLink: 'See my cases',
  notNow: 'Publishing did not work. Your text is here; please try again in a moment.',

  whoReads: 'Who will read',
  readers: {
    all: (n) => `All members of Cénacle, ${people(n)}, and those to come.`,
    circle: (name, n) =>
      `The members of the circle ${name}: ${people(n)}, and those who will join it. Nobody else.`,
    named: (n) =>
      n === 0
        ? 'You, and the members that you choose. Nobody else.'
        : `You and ${plural('en', n, { one: '# chosen member', other: '# chosen members' })}. Nobody else.`,
  },
  readersLater: 'Nothing leaves it later without the agreement of those who wrote in it.',
  good: { case: 'What makes a good case', discussion: 'What makes a good discussion' },
  naming: 'Naming in the text',
  namingLine: 'Type @ for a member, # for a case, a provider or a tag.',
  goodLines: {
    case: [
      'The context in two lines: activity, size, deadline. Not the client’s name.',
      'What was already tried, so that nobody comes back to it.',
      'A precise request that a lived case can answer.',
    ],
    discussion: [
      'One question at a time.',
      'What you think already, so that others can disagree.',
      'If it is about a decision at a client, present a case instead.',
    ],
  },
};
