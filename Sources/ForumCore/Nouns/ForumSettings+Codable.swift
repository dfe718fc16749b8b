// The form on paper. What an older record does not have is as it is by default, so a new setting needs no new journal.

extension ForumSettings: Codable {
  private enum Member: String, CodingKey {
    case title, place, country, zone, firstDay, lastDay, about, languages, programme, kind
    case registrationMode, offerMinutes, questions, consents, places, placesInAll
    case requestMode, timeMode, holdMinutes, cutoffMinutes, asksReasons, forbiddenRequests, limits, limitsByKind
    case roomClash, speakerClash, availabilityClash, signupClash, unclaimedAfterMinutes, quietHours, reminders, dayStartsAtHour
  }

  public init(from decoder: any Decoder) throws {
    let from = try decoder.container(keyedBy: Member.self)
    func take<Value: Decodable>(_ member: Member, into value: inout Value) throws {
      if let given = try from.decodeIfPresent(Value.self, forKey: member) { value = given }
    }
    self.init(
      title: try from.decode(String.self, forKey: .title), place: try from.decode(String.self, forKey: .place),
      country: try from.decode(String.self, forKey: .country), zone: try from.decode(ForumZone.self, forKey: .zone),
      firstDay: try from.decode(CivilDate.self, forKey: .firstDay), lastDay: try from.decode(CivilDate.self, forKey: .lastDay))
    about = try from.decodeIfPresent(String.self, forKey: .about)
    programme = try from.decodeIfPresent(String.self, forKey: .programme)
    placesInAll = try from.decodeIfPresent(Int.self, forKey: .placesInAll)
    quietHours = try from.decodeIfPresent(QuietHours.self, forKey: .quietHours)
    try take(.languages, into: &languages)
    try take(.kind, into: &kind)
    try take(.registrationMode, into: &registrationMode)
    try take(.offerMinutes, into: &offerMinutes)
    try take(.questions, into: &questions)
    try take(.consents, into: &consents)
    try take(.places, into: &places)
    try take(.requestMode, into: &requestMode)
    try take(.timeMode, into: &timeMode)
    try take(.holdMinutes, into: &holdMinutes)
    try take(.cutoffMinutes, into: &cutoffMinutes)
    try take(.asksReasons, into: &asksReasons)
    try take(.forbiddenRequests, into: &forbiddenRequests)
    try take(.limits, into: &limits)
    try take(.limitsByKind, into: &limitsByKind)
    try take(.roomClash, into: &roomClash)
    try take(.speakerClash, into: &speakerClash)
    try take(.availabilityClash, into: &availabilityClash)
    try take(.signupClash, into: &signupClash)
    try take(.unclaimedAfterMinutes, into: &unclaimedAfterMinutes)
    try take(.reminders, into: &reminders)
    try take(.dayStartsAtHour, into: &dayStartsAtHour)
  }

  public func encode(to encoder: any Encoder) throws {
    var to = encoder.container(keyedBy: Member.self)
    try to.encode(title, forKey: .title)
    try to.encode(place, forKey: .place)
    try to.encode(country, forKey: .country)
    try to.encode(zone, forKey: .zone)
    try to.encode(firstDay, forKey: .firstDay)
    try to.encode(lastDay, forKey: .lastDay)
    try to.encodeIfPresent(about, forKey: .about)
    try to.encode(languages, forKey: .languages)
    try to.encodeIfPresent(programme, forKey: .programme)
    try to.encode(kind, forKey: .kind)
    try to.encode(registrationMode, forKey: .registrationMode)
    try to.encode(offerMinutes, forKey: .offerMinutes)
    try to.encode(questions, forKey: .questions)
    try to.encode(consents, forKey: .consents)
    try to.encode(places, forKey: .places)
    try to.encodeIfPresent(placesInAll, forKey: .placesInAll)
    try to.encode(requestMode, forKey: .requestMode)
    try to.encode(timeMode, forKey: .timeMode)
    try to.encode(holdMinutes, forKey: .holdMinutes)
    try to.encode(cutoffMinutes, forKey: .cutoffMinutes)
    try to.encode(asksReasons, forKey: .asksReasons)
    try to.encode(forbiddenRequests, forKey: .forbiddenRequests)
    try to.encode(limits, forKey: .limits)
    try to.encode(limitsByKind, forKey: .limitsByKind)
    try to.encode(roomClash, forKey: .roomClash)
    try to.encode(speakerClash, forKey: .speakerClash)
    try to.encode(availabilityClash, forKey: .availabilityClash)
    try to.encode(signupClash, forKey: .signupClash)
    try to.encode(unclaimedAfterMinutes, forKey: .unclaimedAfterMinutes)
    try to.encodeIfPresent(quietHours, forKey: .quietHours)
    try to.encode(reminders, forKey: .reminders)
    try to.encode(dayStartsAtHour, forKey: .dayStartsAtHour)
  }
}
