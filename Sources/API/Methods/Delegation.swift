import ForumCore
import StrictJSON

/// The people of a delegation as callers give them.
enum Delegation {
  private struct Form: Decodable {
    var givenName: String
    var familyName: String?
    var email: String?
    var phone: String?
    var position: String?
    var role: Role?
    var language: String?
    var speaks: [String]?
    var offers: [String]?
    var seeks: [String]?
    var topics: [String]?
    var about: String?
    var ticket: Ticket?
    var need: Money?
    var takesMeetings: Bool?
    var answers: [String: String]?
    var consents: [String]?
  }

  static func people(_ params: Params) throws -> [ForumContent.Entry] {
    let kind: OrganisationKind = try params.required("kind")
    var generator = SystemRandomNumberGenerator()
    return try (params.object["people"]?.arrayValue ?? []).enumerated().map { position, value in
      let form = try Params.decode(Form.self, value, "params.people[\(position)]")
      let profile = Profile(
        givenName: form.givenName, familyName: form.familyName ?? "", email: form.email, phone: form.phone, position: form.position)
      var entry = ForumContent.Entry(
        person: PersonID(using: &generator), profile: profile, organisationName: params.text("organisation") ?? "", organisationKind: kind,
        country: params.text("country") ?? "")
      entry.role = form.role ?? .attendee
      entry.language = form.language ?? "en"
      entry.speaks = form.speaks ?? []
      entry.offers = form.offers ?? []
      entry.seeks = form.seeks ?? []
      entry.topics = form.topics
      entry.about = form.about
      entry.ticket = form.ticket
      entry.need = form.need
      entry.takesMeetings = form.takesMeetings ?? true
      entry.answers = form.answers ?? [:]
      entry.consents = form.consents ?? []
      return entry
    }
  }
}
