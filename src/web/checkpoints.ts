import type { FastifyInstance } from 'fastify';

/**
 * `GET /audit/checkpoint`: the newest signed statement of how long the audit log is and what its root is, 404 before
 * the first. `GET /audit/keys`: the public keys it is signed with, one a line. Anybody may keep them.
 */
export function checkpointRoutes(
  app: FastifyInstance,
  { newest, publicKeys }: { newest(): Promise<string | null>; publicKeys(): string[] },
): void {
  const access = { config: { access: 'anyone' as const } };
  app.get('/audit/checkpoint', access, async (_request, reply) => {
    const note = await newest();
    if (note === null) return reply.callNotFound();
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(note);
  });
  app.get('/audit/keys', access, async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(`${publicKeys().join('\n')}\n`),
  );
}
