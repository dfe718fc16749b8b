import ForumCore

/// What schedule.xml and schedule.json both say, as it is written there.
///
/// Both readers make one of these and both writers write one, so the two formats can not drift apart.
struct ScheduleDocument {
  var generator: String?
  var version: String?
  var conference = Conference()
  var days: [Day] = []

  struct Conference {
    var place = "conference"
    var title: String?
    var acronym: String?
    var description: String?
    var start: String?
    var end: String?
    var zoneName: String?
    var slotDuration: String?
    var tracks: [Track] = []
    var rooms: [Room] = []
  }

  struct Track {
    var name: String
    var slug: String?
    var color: String?
  }

  struct Room {
    var name: String
    var slug: String?
    var guid: String?
    var capacity: Int?
  }

  struct Day {
    var place: String
    var index: Int
    var date: String?
    var start: String?
    var end: String?
    var rooms: [DayRoom] = []
  }

  struct DayRoom {
    var name: String
    var guid: String?
    var events: [Event] = []
  }

  struct Event {
    var place: String
    var id: String?
    var guid: String?
    var code: String?
    var date: String?
    var start: String?
    var duration: String?
    var room: String?
    var slug: String?
    var title: String?
    var subtitle: String?
    var track: String?
    var type: String?
    var language: String?
    var abstract: String?
    var description: String?
    var persons: [Person] = []
    var links: [Link] = []
    var attachments: [Link] = []
    /// What has no field of its own, by the names of `ExtraName`.
    var extra: [String: String] = [:]
  }

  struct Person {
    var id: String?
    var guid: String?
    var code: String?
    var name: String?
    var biography: String?
  }

  struct Link {
    var url: String
    var title: String?
    var type: String?
  }
}

/// The names under which `Session.extra` keeps what only schedules know.
enum ExtraName {
  static let slug = "slug"
  static let code = "code"
  static let type = "type"
  static let url = "url"
  static let logo = "logo"
  static let license = "recording_license"
  static let doNotRecord = "do_not_record"
  static let doNotStream = "do_not_stream"
  static let recordingURL = "recording_url"
  static let recordingLink = "recording_link"
  static let feedbackURL = "feedback_url"
  static let originURL = "origin_url"
  static let videoURL = "video_download_url"
  /// Files to it, as a JSON array of `{"url", "title", "type"}`.
  static let attachments = "attachments"
  /// The types of the links, as a JSON array in their order, where one of them has a type.
  static let linkTypes = "link_types"
}
