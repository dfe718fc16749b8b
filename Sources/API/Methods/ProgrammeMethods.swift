import ForumCore
import ForumDesk
import Interchange
import StrictJSON

extension Method {
  private static let programmeParameter = Parameter.required("programme", .reference("cluster4green"), "its name, as forums give it in their settings")

  static let programmes: [Method] = [
    .later(
      "programme.set", "Makes a programme known, or changes its title, countries and targets.", .roles([.operator]),
      [
        programmeParameter, .required("title", .text, "what people read"),
        .optional("countries", .list, "two letters each; everywhere where left out"),
        .optional("targets", .object, "what it promised, by indicator: networkParticipants, msmesTrained, ..."),
      ], result: "seq, the position in the node's own journal"
    ) { call in
      let params = call.params
      let programme = Programme(
        id: try params.required("programme"), title: params.text("title") ?? "", countries: try params.value("countries") ?? [],
        targets: try targets(params.object["targets"]))
      return ["seq": .int(try await call.desk.setProgramme(programme, by: call.actor))]
    },
    .later(
      "programme.report",
      "Counts a programme's indicators from what happened, with the list behind each number. Organisers get the figures of their own forum.", .organisers,
      [programmeParameter, .optional("format", .text, "json, csv or html; json where left out")],
      result: "the report; as csv or html its content, as text"
    ) { call in
      guard let format = ReportFormat(rawValue: call.params.text("format") ?? "json") else {
        throw RPCError.invalidParams("params.format", "one of: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      let only = call.principal?.role == .operator ? nil : try call.forum()
      let id: ProgrammeID = try call.params.required("programme")
      let report = try await call.desk.programmeReport(id, only: only)
      guard format != .json else { return Views.json(report) }
      let bytes = format.write(report, at: call.desk.now)
      return [
        "programme": .string(id.value), "format": .string(format.rawValue), "name": .string("\(id).\(format.rawValue)"),
        "content": .string(String(decoding: bytes, as: UTF8.self)),
      ]
    },
  ]

  /// By indicator, so that a wrong name is told with those that there are.
  private static func targets(_ value: JSONValue?) throws(RPCError) -> [Indicator: Int] {
    var targets: [Indicator: Int] = [:]
    for (name, value) in (value?.objectValue ?? JSONObject()).members {
      guard let indicator = Indicator(rawValue: name) else {
        throw .invalidParams("params.targets.\(String(name.prefix(60)))", "one of: \(Indicator.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      guard let target = value.intValue else { throw .invalidParams("params.targets.\(name)", "an integer") }
      targets[indicator] = target
    }
    return targets
  }
}
