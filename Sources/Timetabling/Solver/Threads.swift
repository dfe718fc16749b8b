#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Threads of their own for long work: the pools of the language and of Dispatch are for short work, and as wide as the machine has cores.
enum Threads {
  /// Does all the work at once, each piece on its thread, and returns when all is done. The last piece is done by the caller's own thread.
  static func run(_ work: [@Sendable () -> Void]) {
    guard let own = work.last else { return }
    var threads: [pthread_t] = []
    for piece in work.dropLast() {
      let box = Unmanaged.passRetained(Box(piece))
      #if canImport(Glibc)
        var thread = pthread_t()
      #else
        var thread: pthread_t?
      #endif
      let failed = pthread_create(
        &thread, nil,
        { box in
          #if canImport(Glibc)
            guard let box else { return nil }
          #endif
          Unmanaged<Box>.fromOpaque(box).takeRetainedValue().work()
          return nil
        }, box.toOpaque())
      if failed != 0 { box.release() }
      #if canImport(Glibc)
        if failed == 0 { threads.append(thread) }
      #else
        if failed == 0, let thread { threads.append(thread) }
      #endif
    }
    own()
    for thread in threads { pthread_join(thread, nil) }
  }

  private final class Box {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
}
