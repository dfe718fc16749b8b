/// The access token in use, and how it is come by: at most one sign-in at a time, whose token all who wait for it get.
actor MatrixSession {
  private var token: String?
  private var signingIn: Task<String, any Error>?

  init(token: String?) { self.token = token }

  /// A token that the homeserver has not refused.
  /// - Throws: what `signIn` throws.
  func token(insteadOf refused: String? = nil, signIn: @escaping @Sendable () async throws -> String) async throws -> String {
    if let token, token != refused { return token }
    if let signingIn { return try await signingIn.value }
    let task = Task { try await signIn() }
    signingIn = task
    defer { signingIn = nil }
    let new = try await task.value
    token = new
    return new
  }
}
