import API
import StrictJSON

/// Arguments for every parameter of every method, right ones and wrong ones.
enum Arguments {
  /// What suits a parameter by its name, else by its form.
  static func right(_ parameter: Parameter) -> JSONValue {
    switch parameter.name {
    case "forum": "north"
    case "role": "observer"
    case "phase": "open"
    case "kind": "msme"
    case "status": "approved"
    case "country": "TN"
    case "email": "new@canary.example"
    case "delegate", "with", "requester", "fixedTo": "D-6"
    case "meeting": "M-1"
    case "session": "opening"
    case "block": "day"
    case "slot": "day.1"
    case "table": "T-1"
    case "zone": "Africa/Tunis"
    case "token": "K-1"
    case "start": "2027-03-10T09:00"
    case "end": "2027-03-10T11:00"
    case "slotMinutes": 20
    case "settings": ["holdMinutes": 60]
    case "format": "forum"
    default: byForm(parameter)
    }
  }

  private static func byForm(_ parameter: Parameter) -> JSONValue {
    switch parameter.form {
    case .text: "text"
    case .integer: 1
    case .boolean: true
    case .reference(let example): .string(example)
    case .time: "2027-03-10T09:00"
    case .object: [:]
    case .list: []
    }
  }

  /// Values of another kind than the parameter's.
  static func wrong(_ parameter: Parameter) -> [JSONValue] {
    let all: [JSONValue] = ["text", 1, 1.5, true, [:], [], "2027-03-10T09:00"]
    return all.filter { value in
      switch parameter.form {
      case .text, .reference: value.stringValue == nil
      case .integer: value.intValue == nil
      case .boolean: value.boolValue == nil
      case .time: value != "2027-03-10T09:00"
      case .object: value.objectValue == nil
      case .list: value.arrayValue == nil
      }
    }
  }

  /// Right ones for all that a method requires, and the forum where it takes one.
  static func required(_ method: Method) -> JSONObject {
    var object = JSONObject()
    for parameter in method.parameters where parameter.isRequired || parameter.name == "forum" { object[parameter.name] = right(parameter) }
    return object
  }
}
