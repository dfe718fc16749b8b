import StrictJSON

/// What must be so before the bot can talk. Each step may be done again without harm.
extension MatrixClient {
  /// The id of the bot's device; it has no keys and reads nothing encrypted.
  static let deviceID = "RIALTO"

  /// Makes sure that the token is known, that the bot exists under the name people see, and that it has a device.
  ///
  /// - Throws: `MatrixConfigurationError` where the homeserver knows the token as another user's; `MatrixError`.
  func establish(displayName: String) async throws {
    let known = try await whoAmI()
    guard known == speaker.userID else {
      throw MatrixConfigurationError(
        "the homeserver knows this \(speaker.isService ? "as_token" : "access token") as \(known ?? "nobody"), not as \(speaker.userID)")
    }
    if speaker.isService { try await register() }
    try await setDisplayName(displayName)
    if speaker.isService { await makeDevice() }
  }

  /// Whom the homeserver knows the token as; an answer in any case shows that it is there.
  func whoAmI() async throws -> String? {
    try await call(.GET, ["v3", "account", "whoami"], asBot: false)["user_id"]?.stringValue
  }

  private func register() async throws {
    do {
      _ = try await call(
        .POST, ["v3", "register"],
        body: [
          "type": "m.login.application_service", "username": .string(speaker.localpart),
          "inhibit_login": true,
        ], asBot: false)
    } catch MatrixError.refused(_, "M_USER_IN_USE", _) {}
  }

  /// Sets the name only where it differs: each change writes a line into every room of the bot.
  private func setDisplayName(_ name: String) async throws {
    let path = ["v3", "profile", speaker.userID, "displayname"]
    do {
      if try await call(.GET, path)["displayname"]?.stringValue == name { return }
    } catch MatrixError.refused(404, "M_NOT_FOUND", _) {}
    _ = try await call(.PUT, path, body: ["displayname": .string(name)])
  }

  /// Gives the bot a device where the homeserver lets it; without one messages are sent all the same.
  private func makeDevice() async {
    let path = ["v3", "devices", Self.deviceID]
    do {
      do {
        _ = try await call(.GET, path)
      } catch MatrixError.refused(404, _, _) {
        _ = try await call(
          .POST, ["v3", "login"],
          body: [
            "type": "m.login.application_service",
            "identifier": ["type": "m.id.user", "user": .string(speaker.localpart)],
            "device_id": .string(Self.deviceID), "initial_device_display_name": "Rialto",
          ], asBot: false)
      }
      device.withLock { $0 = Self.deviceID }
    } catch {
      logger.info(
        "the bot has no device: a reply sent just before the homeserver restarts may come twice",
        metadata: ["problem": "\(error)"])
    }
  }

  /// Asks the homeserver to call the hook, which also makes it send at once whatever it holds back for the bot
  /// (Matrix specification 1.7, "Pinging").
  ///
  /// - Throws: `MatrixError`; where the homeserver cannot reach the hook, its message says why.
  func ping() async throws {
    guard case .service(let configuration) = speaker.proof else { return }
    _ = try await call(.POST, ["v1", "appservice", configuration.registrationID, "ping"], body: [:], asBot: false)
  }
}
