# The service alone; its PostgreSQL is another container's (docker-compose.yml).
FROM swift:6.3-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpq-dev libsodium-dev libcurl4-openssl-dev pkg-config \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN swift build --configuration release --product tedori --static-swift-stdlib \
 && bin="$(swift build --configuration release --show-bin-path)" \
 && mkdir /product \
 && cp -R "$bin/tedori" "$bin/tedori_sql.resources" /product/ \
 && strip /product/tedori

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpq5 libsodium23 libcurl4 ca-certificates tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --home-dir /var/lib/tedori --create-home --shell /usr/sbin/nologin tedori
COPY --from=build /product/ /usr/local/lib/tedori/
RUN ln -s /usr/local/lib/tedori/tedori /usr/local/bin/tedori
USER tedori
WORKDIR /var/lib/tedori
ENV LANG=C.UTF-8
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["/usr/local/lib/tedori/tedori", "doctor", "--quick"]
ENTRYPOINT ["/usr/local/lib/tedori/tedori"]
CMD ["serve", "--migrate"]
