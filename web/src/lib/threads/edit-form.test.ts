import { describe, expect, it } from 'vitest';
import type { Thread } from '@cenacle/shared/threads/contract.ts';
import { changesOf, otherValues, typedOf } from './edit-form.ts';

const current = {
  title: 'Titre publié',
  language: 'fr',
  tags: ['erp', 'négoce'],
  sheet: {
    context: '',
    stuck: 'Ici',
    tried: '',
    looking_for: 'Un retour',
    not_wanted: '',
    wanted_by: '2026-12-04',
  },
} as unknown as Thread;

describe('editing a thread', () => {
  it('a field that was emptied is sent empty', () => {
    expect(changesOf({ ...typedOf(current), stuck: '', wanted_by: '' }, true).sheet).toMatchObject({
      stuck: '',
      wanted_by: null,
    });
  });
  it('tags are read from a line with commas, with or without #', () => {
    expect(changesOf({ ...typedOf(current), tags: '#ERP, négoce,, ' }, true).tags).toEqual(['ERP', 'négoce']);
  });
  it('a discussion has no sheet', () => {
    expect(changesOf({ title: 'a' }, false)).not.toHaveProperty('sheet');
  });
  it('only fields that differ show what was published meanwhile', () => {
    const typed = { ...typedOf(current), title: 'Mon titre', tags: 'erp, négoce' };
    expect(otherValues(typed, current, (theirs) => `eux : ${theirs}`)).toEqual({
      title: 'eux : Titre publié',
    });
  });
});
