# The service in a container; its database is another one (DATABASE_URL). See compose.yaml.
FROM node:24.21.0-trixie-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY src/store/patches src/store/patches
# Without the optional packages: they are Node itself and the embedded PostgreSQL.
RUN npm ci --omit=dev --omit=optional && npm cache clean --force

FROM node:24.21.0-trixie-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8080 \
    DATA_DIR=/data \
    KEYS_DIR=/keys
WORKDIR /app
RUN mkdir /data /keys /checkpoints && chown node:node /data /keys /checkpoints && chmod 700 /keys
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY policy policy
COPY adapters adapters
COPY commands commands
COPY src src
COPY tools tools
USER node
VOLUME ["/data", "/keys", "/checkpoints"]
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node is process 1 and takes SIGTERM itself: it finishes what is under way within 10 s.
STOPSIGNAL SIGTERM
CMD ["node", "src/main.ts", "start"]
