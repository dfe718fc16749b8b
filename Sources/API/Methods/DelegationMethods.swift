import ForumCore
import StrictJSON

extension Method {
  /// An organisation's delegates and who manages them (rule 13).
  static let delegations: [Method] = [
    .write(
      "delegate.addRepresentative", "The manager of a delegation registers somebody of their organisation; an address is not needed.", .delegates,
      [
        .forum, .required("givenName", .text, "given name"), .optional("familyName", .text, "family name"), .optional("email", .text, "e-mail address"),
        .optional("phone", .text, "telephone"), .optional("position", .text, "what they do there"),
        .optional("language", .text, "the language in which the forum writes to them"), .optional("speaks", .list, "languages they can meet in"),
        .optional("takesMeetings", .boolean, "whether they take meetings"),
      ]
    ) { call, answer in
      let params = call.params
      var entry = ForumContent.Entry(
        person: call.person(address: params.text("email")),
        profile: Profile(
          givenName: params.text("givenName") ?? "", familyName: params.text("familyName") ?? "", email: params.text("email"), phone: params.text("phone"),
          position: params.text("position")), organisationName: "", organisationKind: .other, country: "")
      entry.language = params.text("language") ?? "en"
      entry.speaks = try params.value("speaks") ?? []
      entry.takesMeetings = try params.value("takesMeetings") ?? true
      try call.write(AddRepresentative(entry: entry), answer: answer)
    },
    .write(
      "organisation.setManager", "Hands the management of a delegation on.", .delegates,
      [.forum, .required("organisation", .reference("O-3"), "the organisation"), .required("manager", .reference("D-7"), "who manages from now on")]
    ) { call, answer in
      try call.write(SetManager(organisation: call.params.required("organisation"), manager: call.params.required("manager")), answer: answer)
    },
    Method("organisation.list", "The organisations that send delegates, and who manages each.", .members, [.forum], result: "organisations by number") {
      call, answer in
      try call.read(answer: answer) { forum, _ in
        let list = forum.organisations.values.sorted { $0.id < $1.id }.map { organisation -> JSONValue in
          var object = Views.json(organisation).objectValue ?? JSONObject()
          object["manager"] = forum.manager(of: organisation.id).map { .string($0.description) }
          return .object(object)
        }
        return ["organisations": .array(list)]
      }
    },
  ]
}
