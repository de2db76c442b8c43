# One image for the portal (`serve`) and for the vault job (`import`, `release`, `verify`). Build: docker build -t kooste .
# In a county, name the base image by digest: --build-arg NODE=node:22-bookworm-slim@sha256:…
ARG NODE=node:22-bookworm-slim

FROM ${NODE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM ${NODE} AS modules
WORKDIR /modules
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

FROM ${NODE}
WORKDIR /kooste
COPY --from=modules /modules/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY package.json LICENSE ./
COPY server/launch.mjs ./server/launch.mjs
COPY prisma ./prisma
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 KOOSTE_DATA=/data
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 4000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process, so that SIGTERM reaches it.
ENTRYPOINT ["node", "server/launch.mjs"]
CMD ["serve"]
