import ForumCore
import ForumDesk
import HTTPTypes
import Hummingbird
import Interchange

extension RouterMethods {
  /// `/forums/<slug>/schedule.xml` and `.json`: the published agenda for schedule apps.
  public func addScheduleFeeds(desk: Desk) {
    get("/forums/:slug/schedule.xml") { _, context -> Response in
      try await feed(desk, context.parameters.get("slug"), type: "application/xml") { forum, settings, release in
        writeScheduleXML(forum: forum, settings: settings, agenda: release.agenda, version: "\(release.number)")
      }
    }
    get("/forums/:slug/schedule.json") { _, context -> Response in
      try await feed(desk, context.parameters.get("slug"), type: "application/json") { forum, settings, release in
        writeScheduleJSON(forum: forum, settings: settings, agenda: release.agenda, version: "\(release.number)")
      }
    }
  }
}

private func feed(
  _ desk: Desk, _ slug: String?, type: String, _ write: (ForumID, ForumSettings, Release) -> [UInt8]
) async throws -> Response {
  guard let id = slug.flatMap({ ForumID($0) }), desk.forums.contains(id),
    let (settings, release) = try await desk.read(
      id,
      { forum in
        forum.settings.flatMap { settings in forum.releases.last.map { (settings, $0) } }
      })
  else { return .text("There is no published agenda of that name.\n", status: .notFound) }
  let bytes = write(id, settings, release)
  return Response(
    status: .ok, headers: [.contentType: "\(type); charset=utf-8"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
}
