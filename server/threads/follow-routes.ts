import type { FastifyInstance } from 'fastify';
import { followThread as followThreadContract } from '@cenacle/shared/threads/contract.ts';
import * as contract from '@cenacle/shared/threads/follow-contract.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { followAudience, followTag, followThread, muteMember, showFollows } from './follow-actions.ts';

/** How closely a member follows threads, circles and tags, and whom they have muted. */
export function followRoutes(app: FastifyInstance, services: Services): void {
  serve(app, followThreadContract, ({ member, params, body }) =>
    followThread(services, member, params.id, body.level),
  );

  serve(app, contract.getFollows, ({ member }) => showFollows(services, member));

  serve(app, contract.followAudience, ({ member, params, body }) =>
    followAudience(services, member, params.id, body.level),
  );

  serve(app, contract.followTag, ({ member, body }) => followTag(services, member, body));

  serve(app, contract.muteMember, ({ member, body }) => muteMember(services, member, body));
}
