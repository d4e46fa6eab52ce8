# Cénacle for a PostgreSQL server: see docker-compose.yml.
FROM node:24-bookworm-slim

WORKDIR /app
# What changes rarely comes first, so that a change of the sources does not install everything again.
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY web/package.json web/
RUN npm ci --ignore-scripts

COPY . .
RUN cd web && node ../node_modules/vite/bin/vite.js build --logLevel warn

# Files and unsent mail; the database is elsewhere.
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
CMD ["node", "server/main.ts"]
