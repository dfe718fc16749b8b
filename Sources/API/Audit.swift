import Dispatch
import ForumCore
import ForumDesk
import StrictJSON

/// What was done in a forum: who, for whom, when, by which channel, what and about what (rule 30). Read from the journal, which is
/// the only place where it is kept.
enum Audit {
  /// So many entries are given at once at most, and so many records looked at for them.
  static let mostEntries = 500
  private static let mostRecords = 20_000

  /// One page of entries after a position, and the position to go on from.
  /// - Parameters:
  ///   - concerning: only what was done by that delegate, or for or to them.
  ///   - viewer: who reads; delegates learn nothing of others' tokens.
  static func page(
    _ desk: Desk, _ forum: ForumID, after: Int, limit: Int, concerning delegate: DelegateID?, for viewer: Viewer
  ) throws -> (entries: [JSONValue], next: Int) {
    var entries: [JSONValue] = []
    var next = after
    while entries.count < limit, next - after < mostRecords {
      let records = try desk.changes(forum, after: next, limit: 1000)
      guard !records.isEmpty else { break }
      for record in records {
        next = record.seq
        guard delegate.map(record.concerns) ?? true else { continue }
        entries.append(entry(record, for: viewer))
        if entries.count == limit { break }
      }
    }
    return (entries, next)
  }

  static func entry(_ record: CommittedChange, for viewer: Viewer) -> JSONValue {
    let actor = record.actor
    var by: JSONObject = ["kind": .string(actor.kind.rawValue)]
    if record.names(actor, to: viewer) { by["delegate"] = actor.delegate.map { .string($0.description) } }
    if viewer == .organiser || actor.delegate.map(Viewer.delegate) == viewer { by["token"] = actor.token.map { .string($0.description) } }
    let whom = record.actedFor
    return Views.object(
      ("seq", .int(record.seq)), ("at", .string(record.at.description)), ("by", .object(by)), ("channel", .string(actor.channel)),
      ("for", whom.isEmpty ? nil : .array(whom.map { .string($0.description) })), ("what", .string(record.change.type)),
      ("about", .object(references(in: Views.json(record.change)))))
  }

  /// The references that a change names, by what they are in it; nothing that people wrote.
  private static func references(in change: JSONValue) -> JSONObject {
    var found = JSONObject()
    for (name, value) in change.objectValue?.members ?? [] {
      let text = value.stringValue ?? value["id"]?.stringValue
      if let text, names.contains(name) || isReference(text) { found[name] = .string(text) }
      if name == "release", let number = value.intValue { found[name] = .int(number) }
      if ["delegates", "meetings"].contains(name), value.arrayValue != nil { found[name] = value }
    }
    return found
  }

  /// Members whose values are names of things.
  private static let names: Set<String> = ["forum", "session", "block"]

  private static func isReference(_ text: String) -> Bool {
    guard let letter = text.first, "ADKMOT".contains(letter), text.dropFirst().first == "-" else { return false }
    return text.count > 2 && text.dropFirst(2).allSatisfy { $0.isASCII && $0.isNumber }
  }
}

extension CommittedChange {
  /// Whether it was done by that delegate, or is their business by name.
  func concerns(_ delegate: DelegateID) -> Bool {
    if actor.delegate == delegate { return true }
    guard case .delegates(let list) = audience else { return false }
    return list.contains(delegate)
  }

  /// Whether a reader learns who did it: not of what only follows for them from what others have between themselves, such as the
  /// place of a meeting that was called off.
  func names(_ actor: Actor, to viewer: Viewer) -> Bool {
    guard case .delegate(let reader) = viewer, let delegate = actor.delegate, delegate != reader else { return true }
    guard case .delegates(let concerned) = audience else { return true }
    return concerned.contains(delegate) || change.side != nil
  }

  /// For whom it was done, where somebody did it on others' behalf: an organiser, a manager.
  var actedFor: [DelegateID] {
    guard actor.kind == .organiser || actor.kind == .delegate, case .delegates(let list) = audience else { return [] }
    if let side = change.side { return side == actor.delegate ? [] : [side] }
    guard actor.delegate.map(list.contains) != true else { return [] }
    return Set(list).sorted()
  }
}

extension Change {
  /// The side of a meeting whose act it is, where it says so.
  fileprivate var side: DelegateID? {
    switch self {
    case .meetingRequested(let it): it.meeting.requester
    case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingCancelled(let it): it.by
    case .meetingMoved(let it): it.by
    case .meetingProposed(let it): it.by
    case .meetingsSwapped(let it): it.by
    case .meetingHandedOver(let it): it.by
    case .guestInvited(let it), .guestLeft(let it): it.by
    case .guestAccepted(let it): it.guest
    case .meetingAnswered(let it): it.side
    case .outcomeRecorded(let it): it.side
    default: nil
    }
  }
}

/// Runs what reads the journal on a thread that may wait.
func offLoop<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
  }
}
