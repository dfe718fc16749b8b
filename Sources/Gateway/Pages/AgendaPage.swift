import ForumCore
import ForumDesk
import HTTPTypes
import Hummingbird
import Mustache

extension RouterMethods {
  /// `/` lists the forums, `/forums/<slug>` is a forum's public agenda: plain pages, readable without JavaScript.
  public func addAgendaPages(desk: Desk) throws {
    let pages = try PublicPages()
    get("/") { _, _ -> Response in
      var forums: [ForumRow] = []
      for id in desk.forums {
        if let row = try await desk.read(id, { ForumRow($0) }) { forums.append(row) }
      }
      return pages.html(pages.home.render(["forums": forums]))
    }
    get("/forums/:slug") { _, context -> Response in
      guard let id = context.parameters.get("slug").flatMap({ ForumID($0) }), desk.forums.contains(id),
        let page = try await desk.read(id, { AgendaView($0) })
      else { return pages.html(pages.missing.render([:]), status: .notFound) }
      return pages.html(pages.agenda.render(page))
    }
    get("/assets/forum.css") { _, _ -> Response in
      var response = Response.text(PublicPages.style, type: "text/css; charset=utf-8")
      response.headers[.cacheControl] = "public, max-age=300"
      return response
    }
  }
}

/// The templates of the public pages. Everything put into them is escaped by the template engine.
struct PublicPages: Sendable {
  let home: MustacheTemplate
  let agenda: MustacheTemplate
  let missing: MustacheTemplate

  init() throws {
    home = try MustacheTemplate(string: Self.frame(title: "Forums", body: Self.homeBody))
    agenda = try MustacheTemplate(string: Self.frame(title: "{{title}}", body: Self.agendaBody))
    missing = try MustacheTemplate(
      string: Self.frame(
        title: "Not found", body: "<main><h1>There is no such forum</h1><p><a href=\"/\">All forums</a></p></main>"))
  }

  func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    var response = Response.text(text, status: status, type: "text/html; charset=utf-8")
    response.headers[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return response
  }
}

/// A forum in the list of forums; nil while it is being prepared.
struct ForumRow: Sendable {
  let slug: String
  let title: String
  let place: String
  let dates: String

  init?(_ forum: Forum) {
    guard forum.phase != .preparing, let id = forum.id, let settings = forum.settings else { return nil }
    slug = id.value
    title = settings.title
    place = settings.place
    dates = PageTime.dates(settings)
  }
}

/// A forum's public agenda as the page shows it; nil while it is being prepared.
struct AgendaView: Sendable {
  struct Day: Sendable {
    let date: String
    let anchor: String
    let sessions: [Item]
  }

  struct Item: Sendable {
    let start: String
    let end: String
    let title: String
    let subtitle: String?
    let kind: String
    let isBreak: Bool
    let room: String?
    let track: String?
    let speakers: String?
    let abstract: String?
    let language: String?
    let placesLeft: String?
  }

  let title: String
  let place: String
  let dates: String
  let zone: String
  let about: String?
  let release: String?
  let days: [Day]
  let hasAgenda: Bool

  init?(_ forum: Forum) {
    guard forum.phase != .preparing || !forum.releases.isEmpty, let settings = forum.settings else { return nil }
    title = settings.title
    place = settings.place
    dates = PageTime.dates(settings)
    zone = settings.zone.name
    about = settings.about
    release = forum.releases.last.map { "Release \($0.number), \(PageTime.moment($0.at, settings.zone))" }
    let agenda = forum.published
    days = agenda.days.map { day in
      Day(
        date: PageTime.long(day), anchor: day.description,
        sessions: agenda.inOrder.filter { $0.day == day }.map { Item($0, agenda, forum, settings.zone) })
    }
    hasAgenda = !agenda.sessions.isEmpty
  }
}

extension AgendaView.Item {
  init(_ session: Session, _ agenda: Agenda, _ forum: Forum, _ zone: ForumZone) {
    start = zone.wall(session.start).clock
    end = zone.wall(session.end).clock
    title = session.title
    subtitle = session.subtitle
    kind = session.kind.rawValue
    isBreak = session.kind == .break
    room = session.room.flatMap { agenda.rooms[$0]?.title }
    track = session.track.flatMap { agenda.tracks[$0]?.title }
    let names = session.speakers.compactMap { agenda.speakers[$0]?.profile.value?.name }
    speakers = names.isEmpty ? nil : names.joined(separator: ", ")
    abstract = session.abstract
    language = session.language
    placesLeft = session.capacity.map { capacity in
      let left = max(0, capacity - (forum.signups[session.id]?.placed.count ?? 0))
      return left == 0 ? "full" : "\(left) places left"
    }
  }
}

/// Times as the public pages write them, in the forum's zone.
enum PageTime {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  static func long(_ date: CivilDate) -> String {
    "\(weekdays[(date.weekday - 1) % 7]) \(date.day) \(months[(date.month - 1) % 12]) \(date.year)"
  }

  static func dates(_ settings: ForumSettings) -> String {
    settings.firstDay == settings.lastDay
      ? long(settings.firstDay) : "\(long(settings.firstDay)) to \(long(settings.lastDay))"
  }

  static func moment(_ instant: Instant, _ zone: ForumZone) -> String {
    let wall = zone.wall(instant)
    return "\(long(wall.date)), \(wall.clock)"
  }
}
