import BotWeb
import Messaging

/// What Rialto must know to speak for a WhatsApp business number by Meta's Cloud API.
///
/// The token and the secrets never get into a log: the description leaves them out.
public struct WhatsAppConfiguration: Sendable, Hashable {
  /// The id of the number, digits; not the number itself.
  public let phoneNumberID: String
  /// What Rialto shows Meta: the token of a system user.
  public let accessToken: String
  /// What Meta signs its requests with.
  public let appSecret: String
  /// The word that Meta shows when the webhook is set up; freely chosen.
  public let verifyToken: String
  /// Where the Graph API is, without a slash at its end.
  public let address: String
  /// The version of the Graph API: `v26.0`.
  public let version: String
  /// What is sent when a person has not written for a day; nil: nothing.
  public let templates: WhatsAppTemplates?
  /// Whether people see that the bot has read what they wrote.
  public var marksAsRead: Bool
  /// How often one person may be written to; WhatsApp allows one message each six seconds, and some at once.
  public var perChat: RateBudget.Rate
  /// How often the bot may write at all; WhatsApp allows 80 messages a second.
  public var inAll: RateBudget.Rate

  /// - Throws: `WhatsAppConfigurationError` that names the value which cannot be used.
  public init(
    phoneNumberID: String, accessToken: String, appSecret: String, verifyToken: String, address: String = "https://graph.facebook.com",
    version: String = "v26.0", templates: WhatsAppTemplates? = .standard, marksAsRead: Bool = false,
    perChat: RateBudget.Rate = RateBudget.Rate(interval: .seconds(6), burst: 30), inAll: RateBudget.Rate = .perSecond(60, burst: 60)
  ) throws {
    guard !phoneNumberID.isEmpty, phoneNumberID.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      throw WhatsAppConfigurationError("the phone number id is not one: digits, not the number itself")
    }
    guard WebAddress.isToken(accessToken) else { throw WhatsAppConfigurationError("the access token is empty or holds spaces") }
    guard WebAddress.isToken(appSecret), appSecret.count >= 16 else {
      throw WhatsAppConfigurationError("the app secret is not one: it stands under App settings, Basic")
    }
    guard WebAddress.isToken(verifyToken), verifyToken.count >= 8 else {
      throw WhatsAppConfigurationError("the verify token needs at least 8 letters or digits")
    }
    guard let address = WebAddress.cleaned(address) else { throw WhatsAppConfigurationError("the address of the Graph API is not one") }
    guard version.wholeMatch(of: /v[0-9]{1,3}\.[0-9]{1,2}/) != nil else { throw WhatsAppConfigurationError("the Graph version is not one: v26.0") }
    self.phoneNumberID = phoneNumberID
    self.accessToken = accessToken
    self.appSecret = appSecret
    self.verifyToken = verifyToken
    self.address = address
    self.version = version
    self.templates = templates
    self.marksAsRead = marksAsRead
    self.perChat = perChat
    self.inAll = inAll
  }

  /// Where messages of this number are sent to.
  var messagesAddress: String { "\(numberAddress)/messages" }
  var numberAddress: String { "\(address)/\(version)/\(phoneNumberID)" }
}

extension WhatsAppConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "number \(phoneNumberID) by \(address)/\(version)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["phoneNumberID": phoneNumberID, "address": address, "version": version]) }
}

/// Why a WhatsApp configuration cannot be used, in a sentence for the operator.
public struct WhatsAppConfigurationError: Error, Equatable, CustomStringConvertible {
  public let problem: String

  public init(_ problem: String) { self.problem = problem }

  public var description: String { problem }
}
