import Foundation
import Glibc
import TestSupport

/// The built `tedori`, run as people run it.
struct Command: Sendable {
  /// What a command said.
  struct Answer: Sendable {
    let status: Int32
    let output: String
    let errors: String
    /// The last line on standard error.
    var lastLine: String { errors.split(separator: "\n").last.map(String.init) ?? "" }
  }

  /// Beside the program that runs the tests, where the build puts it.
  private static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "tedori")

  /// Runs a command to its end; the settings of whoever runs the tests don't reach it.
  static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Answer {
    let (process, output, errors) = try start(arguments, environment: environment)
    async let said = Task.detached { output.fileHandleForReading.readDataToEndOfFile() }.value
    async let complained = Task.detached { errors.fileHandleForReading.readDataToEndOfFile() }.value
    let texts = await (String(decoding: said, as: UTF8.self), String(decoding: complained, as: UTF8.self))
    process.waitUntilExit()
    return Answer(status: process.terminationStatus, output: texts.0, errors: texts.1)
  }

  /// Starts a command and kills it after so long; answers whether it was killed before it ended.
  static func kill(_ arguments: [String], after delay: Duration) async throws -> Bool {
    let (process, _, _) = try start(arguments, environment: [:])
    try await Task.sleep(for: delay)
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  private static func start(_ arguments: [String], environment: [String: String]) throws -> (Process, Pipe, Pipe) {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TEDORI_") && !$0.key.hasPrefix("PG") }
    process.environment = inherited.merging(["TEDORI_LANGUAGE": "en"]) { $1 }.merging(environment) { $1 }
    let output = Pipe()
    let errors = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    return (process, output, errors)
  }
}
