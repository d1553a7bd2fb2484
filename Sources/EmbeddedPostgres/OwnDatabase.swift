/// The role and the database `tedori` in the cluster; makes what is missing, and finds out whether this user gets in.
struct OwnDatabase: Sendable {
  /// The role isn't a superuser: it makes the other roles and owns the database, which is all that Tedori needs.
  private static let script = """
    select 'create role tedori login createdb createrole' where not exists (select from pg_roles where rolname = 'tedori') \\gexec
    select 'create database tedori owner tedori' where not exists (select from pg_database where datname = 'tedori') \\gexec
    """

  let directory: DataDirectory
  let folder: SocketFolder
  let installations: [Installation]

  var address: String { folder.address(user: Access.database, database: Access.database) }
  var serviceAddress: String { folder.address(user: Access.service, database: Access.database) }

  func prepare() async throws {
    let installation = try Installation.choose(for: directory.cluster, among: installations)
    let address = folder.address(user: Access.superuser, database: "postgres")
    let arguments = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--no-password", "--dbname=\(address)"]
    let outcome = try await Command(program: installation.program("psql"), arguments: arguments, environment: Launch.environment).run(input: Self.script)
    guard outcome.status == 0 else { throw EmbeddedServerError.told(outcome.output, in: directory) { .connectionFailed(output: $0) } }
  }
}
