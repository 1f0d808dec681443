import type { FastifyInstance } from 'fastify';

/**
 * Who a route answers:
 * - `anyone`: nothing but what is public.
 * - `local`: this machine only.
 * - `platform`: whoever proves to be the platform, by its secret or signature.
 * - `session`: whoever opened the page on this machine, from that page.
 */
export type Access = 'anyone' | 'local' | 'platform' | 'session';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
}

/** Says of all routes that are added to this scope from now on whom they answer. The server refuses routes without it. */
export function declareAccess(scope: FastifyInstance, access: Access): void {
  scope.addHook('onRoute', (route) => {
    route.config = { access, ...route.config };
  });
}
