// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// A module of ours with the modules that it may import.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil, exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: settings)
}

let package = Package(
  name: "tedori",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "tedori", targets: ["tedori"]), .library(name: "Postgres", targets: ["Postgres"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
  ],
  targets: [
    .executableTarget(name: "postgres-benchmark", dependencies: ["Postgres"], path: "Benchmarks/Postgres", swiftSettings: settings),
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(name: "Postgres", dependencies: ["CLibPQ"], exclude: ["README.md"], swiftSettings: settings),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    module("Secrets", ["CSodium"]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    module("SingleSignOn", ["CCurl", "Secrets"]),
    .systemLibrary(name: "CSpawn"),
    module("EmbeddedPostgres", ["CSpawn"]),
    module("Domain"),
    .systemLibrary(name: "CLAPACK", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .systemLibrary(name: "CClp", pkgConfig: "clp", providers: [.apt(["coinor-libclp-dev"])]),
    // Optimised in every build: loops over numbers take fifty times as long without.
    .target(name: "Statistics", dependencies: ["CClp", "CLAPACK"], swiftSettings: settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .executableTarget(name: "trials-benchmark", dependencies: ["Statistics"], path: "Benchmarks/trials", exclude: ["reference.py"], swiftSettings: settings),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    module("Sheets", ["CExpat", "CXlsxWriter", "CZip"]),
    module("Sample"),
    .target(
      name: "sql", path: "sql", exclude: ["migrations/README.md"],
      resources: [.copy("roles.sql"), .copy("access.sql"), .copy("schema"), .copy("migrations"), .copy("views"), .copy("queries")],
      swiftSettings: settings),
    module("Store", ["Domain", "Postgres", "Secrets", "sql"]),
    module("Reports", ["Domain", "Postgres", "Store", "Sheets", "Statistics", "sql"]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "Web",
      dependencies: ["CZlib", "Domain", "Postgres", "Reports", "Secrets", "SingleSignOn", "Store", .product(name: "Hummingbird", package: "hummingbird")],
      resources: [.copy("Resources")], swiftSettings: settings),
    .executableTarget(
      name: "tedori",
      dependencies: [
        "Domain", "EmbeddedPostgres", "Postgres", "Reports", "Sample", "Secrets", "Sheets", "Statistics", "Store", "Web",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    tests("SecretsTests", ["Secrets"]),
    tests("SingleSignOnTests", ["Secrets", "SingleSignOn"]),
    tests("SheetsTests", ["CZip", "Sheets", "TestSupport"], exclude: ["workbooks.py", "packages.txt"]),
    tests("DomainTests", ["Domain"]),
    tests("StatisticsTests", ["Statistics"], resources: [.copy("reference")]),
    tests("PostgresTests", ["CSpawn", "Postgres"]),
    tests("SampleTests", ["Sample"]),
    tests("EmbeddedPostgresTests", ["EmbeddedPostgres"]),
    .target(
      name: "TestSupport", dependencies: ["CSpawn", "Domain", "EmbeddedPostgres", "Postgres", "Reports", "Store"], path: "Tests/TestSupport",
      resources: [.copy("fixture")],
      swiftSettings: settings),
    tests("PackageTests", []),
    tests("SchemaTests", ["Domain", "Postgres", "Store", "TestSupport", "sql"]),
    tests("AccessTests", ["Domain", "Postgres", "Reports", "Secrets", "Store", "TestSupport"]),
    tests("StoreTests", ["Domain", "Postgres", "Store", "TestSupport"]),
    tests("ReportsTests", ["Domain", "Postgres", "Reports", "Sheets", "Statistics", "Store", "TestSupport"], resources: [.copy("fixture")]),
    tests("WebTests", ["Domain", "Postgres", "Reports", "Secrets", "Store", "TestSupport", "Web"]),
    tests("CommandTests", ["Domain", "EmbeddedPostgres", "Postgres", "Secrets", "Store", "TestSupport", "tedori"]),
  ],
  swiftLanguageModes: [.v6]
)
