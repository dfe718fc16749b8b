/// The names of the fields that forum files have. `schedules/forum.schema.json` describes the same; a test compares them.
package enum FieldNames {
  static let forum = [
    "forum", "sample", "title", "place", "country", "zone", "firstDay", "lastDay", "about", "languages", "programme", "kind", "publish",
    "settings", "tracks", "rooms", "speakers", "sessions", "blocks", "tables", "organisations", "registrations",
  ]
  static let programme = ["programme", "title", "countries", "targets"]
  static let settings = [
    "registration", "places", "placesInAll", "requests", "times", "holdMinutes", "cutoffMinutes", "forbiddenRequests", "limits", "limitsByKind",
    "clashes", "dayStartsAtHour", "asksReasons", "offerMinutes", "unclaimedAfterMinutes", "quietHours", "reminders", "questions", "consents",
  ]
  static let quietHours = ["from", "to"]
  static let reminders = ["waiting", "ending", "starting", "none"]
  static let question = ["id", "text", "kinds", "required", "choices"]
  static let consent = ["id", "wording", "required"]
  static let kindPair = ["from", "to"]
  static let limits = ["perForum", "perBlock", "requests"]
  static let clashes = ["room", "speaker", "availability", "signup"]
  static let track = ["id", "title", "color"]
  static let room = ["id", "title", "capacity"]
  static let speaker = ["id", "name", "email", "organisation", "biography", "available"]
  static let span = ["from", "to"]
  static let session = [
    "id", "uid", "title", "subtitle", "kind", "track", "room", "day", "start", "end", "minutes", "speakers", "language", "abstract",
    "description", "links", "capacity", "blocksMeetings",
  ]
  static let link = ["title", "url"]
  static let block = ["id", "title", "day", "start", "end", "slotMinutes", "gapMinutes", "zone", "virtual"]
  static let table = ["number", "from", "to", "label", "zone", "fixedTo", "link"]
  static let organisation = ["name", "kind", "country", "about", "website"]
  static let registration = [
    "givenName", "familyName", "email", "phone", "position", "organisation", "role", "language", "speaks", "offers", "seeks", "topics", "about",
    "ticket", "need", "takesMeetings", "approved",
  ]
  static let ticket = ["smallest", "largest", "currency"]
  static let need = ["amount", "currency"]

  /// All of them, by the name that the JSON Schema has for the thing; `""` is the file as a whole.
  package static let all: [String: [String]] = [
    "": forum, "settings": settings, "kindPair": kindPair, "limits": limits, "clashes": clashes, "quietHours": quietHours,
    "reminders": reminders, "question": question, "consent": consent, "track": track, "room": room,
    "speaker": speaker, "span": span, "session": session, "link": link, "block": block, "table": table, "organisation": organisation,
    "registration": registration, "ticket": ticket, "money": need,
  ]
}
