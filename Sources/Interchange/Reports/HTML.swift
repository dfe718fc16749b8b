import ForumCore

/// Small pieces of HTML; everything from outside goes through here.
enum HTML {
  static func escaped(_ text: String) -> String {
    var out = ""
    for character in text.withoutControls {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.append(character)
      }
    }
    return out
  }

  /// A name that somebody gave, kept apart from the direction of the text around it.
  static func name(_ text: String) -> String { "<bdi>\(escaped(text))</bdi>" }

  /// A bar as long as the value's share of the whole; more than the whole is a full one. A goal shows the way that is left.
  static func bar(_ value: Int, of whole: Int, isGoal: Bool = false) -> String {
    let width = whole <= 0 ? 0 : min(1, Double(max(0, value)) / Double(whole)) * 200
    let rounded = Double(Int(width * 10)) / 10
    let track = isGoal ? "<rect width=\"200\" height=\"10\" fill=\"#dfe8e3\"/>" : ""
    let color = isGoal && value >= whole ? "#1b6e53" : isGoal ? "#b7791f" : "#3d8b70"
    return "<svg viewBox=\"0 0 200 10\" preserveAspectRatio=\"none\" focusable=\"false\">\(track)"
      + "<rect width=\"\(rounded)\" height=\"10\" fill=\"\(color)\"/></svg>"
  }
}
