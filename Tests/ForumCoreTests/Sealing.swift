import ForumCore
import StrictJSON

/// Coders with a toy cipher that turns bytes round; nobody whose key is erased can be read any more.
func sealing(erased: PersonID...) -> (StrictJSONEncoder, StrictJSONDecoder) {
  let cipher = TurnedRound(erased: erased)
  var encoder = StrictJSONEncoder()
  var decoder = StrictJSONDecoder()
  encoder.userInfo[.personalCipher] = cipher
  decoder.userInfo[.personalCipher] = cipher
  return (encoder, decoder)
}

/// Not a secret, but not the plain text either.
private struct TurnedRound: PersonalCipher {
  var erased: [PersonID]

  func seal(_ plain: [UInt8], for person: PersonID) throws -> String? {
    erased.contains(person) ? nil : plain.map { byte in String(~byte, radix: 16) + "." }.joined()
  }

  func open(_ sealed: String, of person: PersonID) throws -> [UInt8]? {
    erased.contains(person) ? nil : sealed.split(separator: ".").compactMap { UInt8($0, radix: 16).map(~) }
  }
}
