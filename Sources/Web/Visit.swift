import Domain
import Hummingbird
import NIOCore
import Secrets
import SingleSignOn
import Store

/// A request on its way to its route: where it comes from, and who sent it as far as that is known.
struct Visit: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The network address: the other end of the connection, or whom a proxy names.
  var origin: String
  /// In which answers are written.
  var language = Language.japanese
  /// Who has shown who they are; nil: nobody.
  var person: SignedIn?
  /// The session of a page's visitor; nil: a program with a token, or nobody.
  var session: Secret?

  /// With which this browser has gone to the provider of single sign-on.
  var attempt: SignInAttempt?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    origin = source.channel.remoteAddress?.ipAddress ?? "local"
  }

  /// Says a sentence in the visitor's language.
  func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }

  /// How the request is called in the log and in an answer that says 500.
  var name: String { id }
}
