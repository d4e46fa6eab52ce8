import type { FastifyInstance } from 'fastify';
import * as contract from '@cenacle/shared/cards/contract.ts';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import { serve } from '../http/routes.ts';
import { oneLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import { addCard, deleteCard, editCard, revealCard, saveCard, showCard } from './actions.ts';
import { settleLedger } from './erase.ts';
import { openLedger } from './ledger.ts';
import { passCard, showThreadCards } from './pass-actions.ts';
import { correctAsPerson, lookAsPerson, withdrawAsPerson } from './person-actions.ts';
import { findCards, listCards, listPasses } from './queries.ts';
import { attestTold, tellPerson } from './tell-actions.ts';
import { viewCardRows } from './view.ts';
import { vouchFor, withdrawVouch } from './vouch-actions.ts';

/** Cards, and what a card's person does by their link. Before the first request, what was erased is made sure of. */
export function cardRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const ledger = openLedger(services.config.dataDir);
  // What the hook gives back would count as an error.
  app.addHook('onReady', async () => void (await settleLedger(services, ledger)));

  serve(app, contract.listCards, async ({ member, query }) => {
    const now = services.clock();
    const limit = query.limit ?? pageLimitDefault;
    const filters = {
      q: oneLine('q', query.q ?? ''),
      stance: query.stance,
      language: query.language,
      area: oneLine('area', query.area ?? ''),
      priceTo: query.price_to,
      providerId: query.provider_id,
      vouched: query.vouched === '1',
      saved: query.saved === '1',
      mine: query.mine === '1',
    };
    const after = decodeCursor(query.after, ['instant', 'uuid']);
    const rows = await listCards(db, member, filters, { now, limit, after });
    const { items, next } = pageOf(rows, limit, ({ card }) => [card.createdAt.toISOString(), card.id]);
    return { items: await viewCardRows(db, member, items, now), next };
  });

  serve(app, contract.addCard, async ({ member, body, key }) =>
    showCard(services, member, await addCard(services, ledger, member, body, key)),
  );

  serve(app, contract.getCard, ({ member, params }) => showCard(services, member, params.id));

  serve(app, contract.editCard, ({ member, params, body }) =>
    editCard(services, ledger, member, params.id, body),
  );

  serve(app, contract.deleteCard, async ({ member, params }) => {
    await deleteCard(services, member, params.id);
    return null;
  });

  serve(app, contract.tellPerson, ({ member, params, body }) =>
    tellPerson(services, member, params.id, body.language),
  );

  serve(app, contract.attestTold, ({ member, params, body }) =>
    attestTold(services, member, params.id, body),
  );

  serve(app, contract.revealCard, ({ member, params }) => revealCard(services, member, params.id));

  serve(app, contract.saveCard, ({ member, params, body }) =>
    saveCard(services, member, params.id, body.saved),
  );

  serve(app, contract.vouchFor, ({ member, params, body }) => vouchFor(services, member, params.id, body));

  serve(app, contract.withdrawVouch, async ({ member, params }) => {
    await withdrawVouch(services, member, params.id);
    return null;
  });

  serve(app, contract.passCard, ({ member, params, body, key }) =>
    passCard(services, member, params.id, body, key),
  );

  serve(app, contract.listPasses, async ({ member, query }) => {
    const now = services.clock();
    const limit = query.limit ?? pageLimitDefault;
    const before = decodeCursor(query.after, ['uuid'])?.[0] ?? null;
    const rows = await listPasses(db, member, { now, limit, before });
    const { items, next } = pageOf(rows, limit, ({ pass }) => [pass.id]);
    const ids = items.map(({ pass }) => pass.cardId);
    const cards = await viewCardRows(db, member, await findCards(db, member, ids, now), now);
    return {
      items: items.flatMap(({ pass, from, circle }) => {
        const card = cards.find(({ id }) => id === pass.cardId);
        if (!card) return [];
        const to = pass.toMemberId ? ('member' as const) : ('circle' as const);
        const at = pass.createdAt.toISOString();
        return [{ id: pass.id, card, from, to, circle_name: circle ?? '', note: pass.note, at }];
      }),
      next,
    };
  });

  serve(app, contract.listThreadCards, async ({ member, params }) => ({
    items: await showThreadCards(services, member, params.id),
    next: null,
  }));

  serve(app, contract.lookAsPerson, ({ body }) => lookAsPerson(services, body.token));
  serve(app, contract.correctAsPerson, ({ body }) => correctAsPerson(services, body));
  serve(app, contract.withdrawAsPerson, async ({ body }) => {
    await withdrawAsPerson(services, ledger, body);
    return null;
  });
}
