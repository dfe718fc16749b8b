import ArgumentParser
import BotMatrix

struct MatrixRegistrationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix-registration", abstract: "Writes the registration file that a Matrix homeserver and this node share, with fresh secrets.")

  @Option(help: "The file to make; one that is there is never overwritten.")
  var output: String

  @Option(help: "Where the homeserver reaches the bot.")
  var url: String = "http://127.0.0.1:8080/hooks/matrix"

  @Option(help: "The homeserver's name, the part of user ids after the colon.")
  var serverName: String

  @Option(help: "The bot's name, the part of its user id before the colon.")
  var bot: String = "rialto"

  func run() throws {
    try MatrixRegistration(hookURL: url, serverName: serverName, botLocalpart: bot).write(to: output)
    print("\(output) is written. Name it in the homeserver's app_service_config_files and restart the homeserver.")
  }
}
