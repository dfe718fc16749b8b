import API
import ForumCore
import StrictJSON
import Testing

@Suite("Registrations, sessions and badges through the API")
struct PlacesTests {
  private static let person: JSONObject = [
    "forum": "north", "givenName": "Farid", "email": "farid@canary.example", "organisation": "Firm 8", "kind": "msme", "country": "TN",
  ]

  private static func submission(_ more: JSONObject = [:]) -> JSONValue {
    var object = person
    for (name, value) in more.members { object[name] = value }
    return .object(object)
  }

  @Test("Rule 21: what a forum asks is told to everybody, what is missing is named, and organisers see the answers")
  func questions() async throws {
    let stage = try await APIStage()
    let organiser = stage.caller(.organiser)
    let settings: JSONValue = [
      "questions": [["id": "diet", "text": "What do you eat?", "isRequired": true, "choices": ["everything", "vegetarian"]]],
      "consents": [["id": "privacy", "wording": "You keep my data.", "isRequired": true]],
    ]
    _ = try await organiser.call("forum.update", ["settings": settings])
    let guest = stage.caller(nil)
    let shown = try await guest.call("forum.get", ["forum": "north"])["settings"]
    #expect(shown?["questions"]?.arrayValue?.first?["text"] == "What do you eat?")
    #expect(shown?["consents"]?.arrayValue?.first?["wording"] == "You keep my data.")
    let unanswered = try await guest.respond("registration.submit", Self.submission())["error"]?["data"]
    #expect(unanswered?["refusal"] == "answerMissing" && unanswered?["rule"] == 21)
    #expect(unanswered?["sentence"] == "“What do you eat?” has to be answered. Answer it as “diet”.")
    let answers: JSONObject = ["answers": ["diet": "vegetarian"]]
    #expect(try await guest.refusal("registration.submit", Self.submission(answers)) == "consentMissing")
    let whole = Self.submission(["answers": ["diet": "vegetarian"], "consents": ["privacy"]])
    #expect(try await guest.call("registration.submit", whole)["delegate"] == "D-8")
    let listed = try await organiser.call("registration.list", ["status": "pending"])["registrations"]?.arrayValue?.last
    #expect(listed?["answers"] == ["diet": "vegetarian"])
    #expect(listed?["consents"] == [["id": "privacy", "wording": "You keep my data.", "at": "2027-01-01T00:00:00Z"]])
  }

  @Test("Rule 13: a delegation registers in one call, all or none, and the reply says what became of each")
  func delegation() async throws {
    let stage = try await APIStage()
    let guest = stage.caller(nil)
    _ = try await stage.caller(.organiser).call("forum.update", ["settings": ["registrationMode": "automatic", "placesInAll": 7]])
    func submit(_ people: JSONValue, _ together: Bool) async throws -> JSONValue {
      try await guest.respond(
        "registration.submitDelegation",
        ["forum": "north", "organisation": "Omega", "kind": "expert", "country": "IT", "people": people, "together": .bool(together)])
    }
    let bad = try await submit([["givenName": "Gaia", "email": "gaia@canary.example"], ["givenName": ""]], false)
    #expect(bad["error"]?["data"]?["sentence"] == "people[2].name should be 1 to 100 characters on one line.")
    #expect(try await submit([["email": "x"]], false)["error"]?["code"] == -32602)
    let good = try await submit([["givenName": "Gaia", "email": "gaia@canary.example"], ["givenName": "Hedi"]], true)
    #expect(good["result"]?["delegates"] == [["delegate": "D-8", "status": "waitlisted"], ["delegate": "D-9", "status": "waitlisted"]])
    let one = try await guest.call("registration.submit", Self.submission())
    #expect(one["delegate"] == "D-10" && one["status"] == "approved" && one["delegates"] == nil)
  }

  @Test("Rule 21: a place that is offered is seen with its end, taken once, and by nobody else")
  func offer() async throws {
    let stage = try await APIStage()
    let organiser = stage.caller(.organiser)
    _ = try await organiser.call("forum.update", ["settings": ["registrationMode": "automatic", "placesInAll": 6, "offerMinutes": 60]])
    #expect(try await stage.caller(nil).call("registration.submit", Self.submission())["status"] == "waitlisted")
    _ = try await organiser.call("registration.cancel", ["delegate": "D-5"])
    let own = stage.caller(.attendee, delegate: 8)
    let shown = try await own.call("delegate.get")
    #expect(shown["status"] == "offered" && shown["offerUntil"] == "2027-01-01T01:00:00Z")
    #expect(try await stage.caller(.attendee).code("registration.accept", ["delegate": "D-8"]) == -32003)
    let accepted = try await own.call("registration.accept", ["key": "a"])
    #expect(accepted["delegate"] == "D-8" && accepted["status"] == "approved")
    #expect(try await own.call("registration.accept", ["key": "a"]) == accepted)
    #expect(try await own.call("registration.accept")["unchanged"] == true)
  }

  @Test("Rule 26: everybody is told their own badge's code, always the same; organisers check in by it")
  func badges() async throws {
    let stage = try await APIStage()
    let (own, organiser) = (stage.caller(.attendee), stage.caller(.organiser))
    let code = try #require(try await own.call("registration.checkInCode")["code"]?.stringValue)
    #expect(code.wholeMatch(of: /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/) != nil)
    #expect(try await own.call("registration.checkInCode")["code"]?.stringValue == code)
    #expect(try await organiser.call("registration.checkInCode", ["delegate": "D-1"])["code"]?.stringValue == code)
    #expect(try await own.code("registration.checkInCode", ["delegate": "D-2"]) == -32003)
    #expect(try await organiser.call("delegate.get", ["delegate": "D-1"])["checkInCode"]?.stringValue == code)
    #expect(try await stage.caller(.investor).call("delegate.get", ["delegate": "D-1"])["checkInCode"] == nil)

    for params: JSONValue in [[:], ["delegate": "D-1", "code": .string(code)]] { #expect(try await organiser.code("registration.checkIn", params) == -32602) }
    #expect(try await organiser.refusal("registration.checkIn", ["code": "0000-0000"]) == "noSuchCode")
    let typed = JSONValue.string(code.lowercased().replacing("-", with: ""))
    _ = try await organiser.call("registration.checkIn", ["code": typed])
    #expect(try await own.call("delegate.get")["checkedInAt"] == "2027-01-01T00:00:00Z")
    let early = try await organiser.respond("signup.checkIn", ["session": "opening", "code": typed])["error"]?["data"]
    #expect(early?["refusal"] == "checkInNotOpen" && early?["rule"] == 26)
    #expect(early?["sentence"] == "Check-in for “Opening” opens on Wednesday 10 March, 12:30. Come back then.")
  }

  @Test("Rules 22, 23 and 24: what is taken with a warning says so, with the rule, and says it again for the same key")
  func warnings() async throws {
    let stage = try await APIStage()
    let organiser = stage.caller(.organiser)
    _ = try await organiser.call("forum.update", ["settings": ["signupClash": "warn", "roomClash": "warn", "lastDay": "2027-03-11"]])
    let edits: JSONValue = [
      ["setRoom": ["id": "hall", "title": "Hall", "position": 1]],
      ["setSession": ["id": "a", "title": "A", "start": "2027-03-10T16:00", "durationMinutes": 60, "room": "hall"]],
      ["setSession": ["id": "b", "title": "B", "start": "2027-03-10T16:30", "durationMinutes": 60, "room": "hall"]],
    ]
    let clash: JSONValue = [["rule": 23, "sentence": "“a” and “b” are in the room hall at the same time."]]
    let edited = try await organiser.call("agenda.edit", ["edits": edits, "key": "e"])
    #expect(edited["warnings"] == clash)
    #expect(try await organiser.call("agenda.edit", ["edits": edits, "key": "e"]) == edited)
    #expect(try await organiser.call("agenda.publish")["warnings"] == clash)
    let caller = stage.caller(.attendee)
    #expect(try await caller.call("signup.add", ["session": "a"])["warnings"] == nil)
    let added = try await caller.call("signup.add", ["session": "b"])
    #expect(added["status"] == "placed")
    #expect(added["warnings"] == [["rule": 22, "sentence": "“b” is at the same time as “a”, in which they take part."]])
    let days = try await organiser.call("forum.update", ["settings": ["firstDay": "2027-03-11"]])["warnings"]?.arrayValue
    #expect(days?.compactMap { $0["rule"]?.intValue } == [24, 24, 24, 11])
    #expect(days?.last?["sentence"] == "The block of meeting time day is outside the days of the forum.")
    #expect(try await organiser.call("forum.update", ["settings": ["title": "Other"]])["warnings"] == nil)
  }
}
