import Foundation

/// The files that a Synapse for tests is started with.
struct SynapseSettings {
  let folder: URL
  let port: Int
  let registrationFile: String

  func write() throws {
    let seed = Data((0..<32).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
    try save("ed25519 a_test \(seed.replacing("=", with: ""))\n", as: "signing.key")
    try save(logging, as: "log.yaml")
    try save(homeserver, as: "homeserver.yaml")
  }

  private func save(_ text: String, as name: String) throws {
    try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }

  private var logging: String {
    """
    version: 1
    disable_existing_loggers: false
    formatters: {plain: {format: "%(asctime)s %(levelname)s %(name)s %(message)s"}}
    handlers: {file: {class: logging.FileHandler, filename: homeserver.log, formatter: plain}}
    root: {level: INFO, handlers: [file]}

    """
  }

  private var homeserver: String {
    let unlimited = "{per_second: 100000, burst_count: 100000}"
    return """
      server_name: \(Synapse.serverName)
      pid_file: homeserver.pid
      listeners:
        - port: \(port)
          bind_addresses: [127.0.0.1]
          type: http
          tls: false
          resources: [{names: [client], compress: false}]
      database: {name: sqlite3, args: {database: homeserver.db}}
      log_config: log.yaml
      media_store_path: media
      signing_key_path: signing.key
      macaroon_secret_key: only-for-tests-and-only-on-loopback
      form_secret: only-for-tests-and-only-on-loopback
      report_stats: false
      trusted_key_servers: []
      federation_domain_whitelist: []
      presence: {enabled: false}
      app_service_config_files: ["\(registrationFile)"]
      enable_registration: true
      enable_registration_without_verification: true
      bcrypt_rounds: 4
      rc_message: \(unlimited)
      rc_registration: \(unlimited)
      rc_joins: {local: \(unlimited), remote: \(unlimited)}
      rc_joins_per_room: \(unlimited)
      rc_invites: {per_room: \(unlimited), per_user: \(unlimited), per_issuer: \(unlimited)}
      rc_room_creation: \(unlimited)
      rc_login: {address: \(unlimited), account: \(unlimited), failed_attempts: \(unlimited)}

      """
  }
}
