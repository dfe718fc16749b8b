import StrictJSON

/// Bodies that no platform sends and a hook survives.
public enum HostileBodies {
  /// What is no JSON, or JSON of the wrong kind.
  public static let all: [[UInt8]] =
    [
      "", "{", "[]", "null", "7", "\"text\"", "{}", "{\"type\":", "{\"a\":1,\"a\":2}", "{\"type\":1e999}", "{\"type\":99999999999999999999999999}",
      "{\"type\":\"event_callback\",\"event\":[]}", "{\"type\":\"event_callback\",\"event\":{\"type\":{},\"user\":7,\"channel\":null}}",
      "{\"type\":\"url_verification\",\"challenge\":{}}", "{\"type\":2,\"data\":[],\"id\":7}", "{\"type\":3,\"data\":{\"custom_id\":[]}}",
      "{\"object\":\"whatsapp_business_account\",\"entry\":{}}",
      "{\"object\":\"whatsapp_business_account\",\"entry\":[7,{\"changes\":[{\"field\":\"messages\",\"value\":[]}]}]}", "payload=%", "payload=%7B",
      "payload=7&payload=8", "command=%FF%FE", "\u{0}\u{0}\u{0}", "{\"type\":\"\\ud800\"}",
    ].map { Array($0.utf8) } + [
      Array(repeating: UInt8(ascii: "["), count: 200_000), [0xFF, 0xFE, 0x00, 0xC0], Array(repeating: UInt8(ascii: "a"), count: 900_000),
      JSONValue.object(JSONObject(uniqueKeys: (0..<20_000).map { ("k\($0)", JSONValue.int($0)) })).bytes,
    ]
}

/// Texts at the edges of what a message holds.
public enum HardTexts {
  /// Names that are markup on one platform or another, and would call somebody.
  public static let name = "*Ana* _B_ ~c~ `d` |e| [f](g) <@U1> <!here> @everyone & <b>"
  /// Arabic and emoji of several scalars, in lines and without, longer than any message.
  public static let long: [String] = [
    String(repeating: "مرحبا بكم في المنتدى. ", count: 700), String(repeating: "👩‍👩‍👧‍👦", count: 900),
    (0..<400).map { "Line \($0) \u{2068}أمينة & حداد <\($0)>\u{2069} *_x_*" }.joined(separator: "\n"), String(repeating: "&<>*_", count: 2500),
  ]
}
