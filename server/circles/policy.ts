interface Membership {
  keeper: boolean;
}

/** Keepers name and describe the circle. */
export const canEdit = (mine: Membership): boolean => mine.keeper;

/** An invitation is withdrawn by who sent it, or by a keeper. */
export const canWithdraw = (mine: Membership, memberId: string, invitation: { invitedBy: string }): boolean =>
  mine.keeper || invitation.invitedBy === memberId;

/** Keepers remove others, but no keeper: two who fall out could not each throw out the other. */
export const canRemove = (mine: Membership, theirs: Membership): boolean => mine.keeper && !theirs.keeper;

/** Keepers make others keepers, and stop being one themselves; they take it from nobody else. */
export const canSetKeeper = (mine: Membership, isMe: boolean, keeper: boolean): boolean =>
  mine.keeper && (keeper || isMe);

/** The last keeper goes only when nobody is left behind. */
export const isLastKeeper = (memberId: string, members: { id: string; keeper: boolean }[]): boolean =>
  members.some(({ id, keeper }) => keeper && id === memberId) &&
  !members.some(({ id, keeper }) => keeper && id !== memberId);
