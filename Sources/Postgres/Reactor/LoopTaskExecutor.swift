/// Runs whole tasks on the reactor's thread, so that what they ask of a connection needs no change of thread.
final class LoopTaskExecutor: TaskExecutor {
  func enqueue(_ job: consuming ExecutorJob) { Reactor.shared.loop.enqueue(.free(UnownedJob(job))) }
}

/// A piece of a task for the loop to run.
enum LoopJob {
  /// Of code that's isolated to the reactor.
  case isolated(UnownedJob)
  /// Of a task that chose the reactor's thread for all it does.
  case free(UnownedJob)
}
