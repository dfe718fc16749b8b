import Foundation
import Messaging
import StrictJSON

/// Why the fake refuses a request, in Telegram's words.
struct TelegramRefusal: Error {
  var code: Int
  var words: String
  var parameters: JSONObject = [:]

  init(_ code: Int, _ words: String, _ parameters: JSONObject = [:]) {
    self.code = code
    self.words = words
    self.parameters = parameters
  }

  static func bad(_ words: String) -> TelegramRefusal { TelegramRefusal(400, "Bad Request: " + words) }
}

/// JSON that is written already.
struct JSONText {
  var text: String

  init(_ text: String) { self.text = text }
  init(_ value: JSONValue) { text = FakeTelegram.escaped(value.text) }
}

/// The parameters of one request, in any of the forms that the Bot API takes: query, JSON, form, multipart.
struct TelegramParameters {
  private var values: [String: JSONValue] = [:]

  var names: Set<String> { Set(values.keys) }

  init(_ request: HookRequest) throws(TelegramRefusal) {
    for (name, value) in request.query { values[name] = .string(value) }
    guard !request.body.isEmpty else { return }
    let type = request.headers["content-type"] ?? ""
    if type.hasPrefix("application/json") {
      guard let object = (try? JSONValue(parsing: request.body))?.objectValue else { throw .bad("can't parse request JSON object") }
      for (name, value) in object.members where !value.isNull { values[name] = value }
    } else if type.hasPrefix("application/x-www-form-urlencoded") {
      for pair in String(decoding: request.body, as: UTF8.self).split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        values[Self.decoded(parts[0])] = .string(parts.count > 1 ? Self.decoded(parts[1]) : "")
      }
    } else if type.hasPrefix("multipart/form-data"), let boundary = type.split(separator: "boundary=").last {
      parseMultipart(request.body, String(boundary).trimmingCharacters(in: ["\""]))
    } else {
      throw .bad("unsupported content type \(type)")
    }
  }

  private static func decoded(_ text: Substring) -> String {
    let spaced = text.replacing("+", with: " ")
    return spaced.removingPercentEncoding ?? String(spaced)
  }

  private mutating func parseMultipart(_ body: [UInt8], _ boundary: String) {
    for part in String(decoding: body, as: UTF8.self).components(separatedBy: "--" + boundary) {
      guard let end = part.range(of: "\r\n\r\n"), let name = part[..<end.lowerBound].range(of: "name=\"") else { continue }
      let value = part[end.upperBound...]
      values[String(part[name.upperBound...].prefix { $0 != "\"" })] = .string(String(value.hasSuffix("\r\n") ? value.dropLast() : value))
    }
  }

  func string(_ name: String) throws(TelegramRefusal) -> String? {
    guard let value = values[name] else { return nil }
    guard let text = value.stringValue else { throw .bad("parameter \"\(name)\" must be a String") }
    return text
  }

  func int(_ name: String) throws(TelegramRefusal) -> Int? {
    guard let value = values[name] else { return nil }
    guard let number = value.intValue ?? value.stringValue.flatMap({ Int($0) }) else { throw .bad("parameter \"\(name)\" must be an Integer") }
    return number
  }

  func bool(_ name: String) throws(TelegramRefusal) -> Bool? {
    guard let value = values[name] else { return nil }
    if let truth = value.boolValue { return truth }
    switch value.stringValue?.lowercased() {
    case "true", "1": return true
    case "false", "0": return false
    default: throw .bad("parameter \"\(name)\" must be a Boolean")
    }
  }

  /// An object or list, written as such or as the text of one.
  func json(_ name: String) throws(TelegramRefusal) -> JSONValue? {
    guard let value = values[name] else { return nil }
    guard let text = value.stringValue else { return value }
    guard let inside = try? JSONValue(parsing: text) else { throw .bad("can't parse \(name): it is not JSON") }
    return inside
  }
}
