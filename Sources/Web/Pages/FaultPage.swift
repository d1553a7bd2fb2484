import HTTPTypes
import Secrets

/// What a visitor sees where a page can't be shown; who isn't signed in can do so at once.
struct FaultPage {
  let visit: Visit
  let fault: Fault

  var answer: Answer {
    if fault.status == .unauthorized { return SignInPage(visit: visit, hasProvider: false).answer }
    // In an answer to a program it goes on after a colon.
    let sentence = visit.say(fault.japanese, fault.english.prefix(1).uppercased() + fault.english.dropFirst())
    return Layout(
      // Without a path the link to the other language leads to this very page.
      visit: visit, title: sentence, path: "",
      content: """
        <h1>\(sentence)</h1>
        <p class="note">\(visit.say("番号", "Number")) \(fault.status.code)・\(visit.say("記録", "request")) \(visit.name)</p>
        <p><a href="/">\(visit.say("はじめのページへ", "To the first page"))</a></p>
        """
    ).answer
  }
}
