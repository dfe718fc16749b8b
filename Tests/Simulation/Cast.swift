import ForumCore

/// The things that simulated forums are made of: few, so that they get in each other's way.
enum Cast {
  static let forum = ForumID("drill")
  static let blocks = ["b1", "b2", "b3"].compactMap { BlockID($0) }
  static let sessions = ["s1", "s2", "s3", "s4", "s5"].compactMap { SessionID($0) }
  static let rooms = ["r1", "r2"].compactMap { RoomID($0) }
  static let tracks = ["t1"].compactMap { TrackID($0) }
  static let speakers = ["sp1", "sp2", "sp3"].compactMap { SpeakerID($0) }
  static let tables = (1...4).map { TableID($0) }
  static let zones = ["Europe/Rome", "Africa/Tunis", "Asia/Beirut"].compactMap { ForumZone($0) }
  static let kinds: [OrganisationKind] = [.msme, .msme, .privateInvestor, .publicAuthority]
  static let organisations = ["Alpha", "Beta", "Gamma", "Delta"]
  static let titles = ["Water", "Sun", "Soil"]
  static let emails = (1...14).map { "p\($0)@example.org" }
  /// What people say they speak: mostly one language, so that many share none. Who interprets speaks two.
  static let languages = [["fr"], ["fr"], ["it-IT"], ["it"], ["ar"], ["fr", "it"], []]
  static let interpreters = [["fr-FR", "it"], ["fr", "ar"], ["it", "AR"], ["fr", "it", "ar"]]
  static let days = [CivilDate(year: 2027, month: 3, day: 27), CivilDate(year: 2027, month: 3, day: 28)].compactMap { $0 }
  /// 07:00 in Rome on the first day; the clocks of Rome and Beirut go forward in the night that follows.
  static let dawn = Instant("2027-03-27T06:00:00Z") ?? Instant(seconds: 0)
}
