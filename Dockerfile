# The service alone; its PostgreSQL is another container's (docker-compose.yml).
FROM swift:6.3-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpq-dev libsodium-dev libcurl4-openssl-dev zlib1g-dev libzip-dev libexpat1-dev libxlsxwriter-dev liblapacke-dev coinor-libclp-dev pkg-config python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN scripts/prepare-charts
RUN swift build --configuration release --product tedori --static-swift-stdlib \
 && bin="$(swift build --configuration release --show-bin-path)" \
 && mkdir /product \
 && cp -R "$bin/tedori" "$bin/tedori_sql.resources" "$bin/tedori_Web.resources" /product/ \
 && strip /product/tedori

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates coinor-libclp1 curl libcurl4 libexpat1 liblapacke libpq5 libsodium23 libxlsxwriter4 libzip4 tzdata zlib1g \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --home-dir /var/lib/tedori --create-home --shell /usr/sbin/nologin tedori
COPY --from=build /product/ /usr/local/lib/tedori/
RUN ln -s /usr/local/lib/tedori/tedori /usr/local/bin/tedori
USER tedori
WORKDIR /var/lib/tedori
ENV LANG=C.UTF-8
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/ready"]
ENTRYPOINT ["/usr/local/lib/tedori/tedori"]
CMD ["serve", "--migrate"]
