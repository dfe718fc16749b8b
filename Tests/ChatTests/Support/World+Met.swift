import ForumCore

extension World {
  /// M-1 of Amira and Karim was on Wednesday at 10:30; it is eleven o'clock there.
  /// - Parameter isHeard: whether what the two were told of it is heard already.
  static func met(isHeard: Bool = true) async throws -> World {
    let world = try await World()
    let (amira, karim) = (try await world.delegate("amira"), try await world.delegate("karim"))
    _ = try await world.perform(RequestMeeting(requester: amira, requested: karim, slot: SlotID("d1-am.2")), by: .delegate(amira))
    _ = try await world.perform(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(karim))
    try await world.set("2027-03-10T10:00:00Z")
    if isHeard { for name in ["amira", "karim"] { _ = try await world.hear(name) } }
    return world
  }
}
