// swift-tools-version: 6.1
import PackageDescription

// The rooms of the house. Arrows point downward only; Tests/HouseTests keeps it so.

/// Tests gain nothing from the optimiser, which takes minutes for them and crashes on one (Swift 6.3.1, a coroutine with a typed error).
let plain: [SwiftSetting] = [.unsafeFlags(["-Onone"], .when(configuration: .release))]

/// The insides of a protocol, its lines and stanzas, are tested one by one.
let testable: [SwiftSetting] = [.unsafeFlags(["-enable-testing"], .when(configuration: .release))]

let package = Package(
  name: "rialto",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "rialto", targets: ["rialto"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: [.defaults, "YAML"]),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
  ],
  targets: [
    .target(name: "StrictJSON"),
    .target(
      name: "ForumCore",
      dependencies: ["StrictJSON", .product(name: "Collections", package: "swift-collections")]),
    .target(
      name: "Interchange",
      dependencies: [
        "ForumCore", "StrictJSON", .product(name: "Yams", package: "Yams"),
        .product(name: "SwiftCSV", package: "SwiftCSV"),
      ]),
    .target(
      name: "Journal",
      dependencies: ["ForumCore", "StrictJSON", .product(name: "Crypto", package: "swift-crypto")]),
    .target(
      name: "JournalSQLite",
      dependencies: ["Journal", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(
      name: "ForumDesk",
      dependencies: [
        "ForumCore", "Journal", "StrictJSON", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .plugin(name: "EmbedPhrases", capability: .buildTool(), dependencies: ["phrase-embedder"]),
    .executableTarget(name: "phrase-embedder", path: "Plugins/phrase-embedder"),
    .target(name: "Phrases", path: "bots/phrases", plugins: ["EmbedPhrases"]),
    .target(name: "Messaging", dependencies: ["StrictJSON", .product(name: "Logging", package: "swift-log")]),
    .target(
      name: "BotWeb",
      dependencies: [
        "Messaging", "StrictJSON",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      path: "bots/web"),
    .target(
      name: "Chat",
      dependencies: [
        "ForumDesk", "Messaging", "Phrases", .product(name: "Logging", package: "swift-log"), .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "BotIRC",
      dependencies: [
        "Messaging",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      path: "bots/irc",
      exclude: ["README.md", "irc.example.yaml"],
      swiftSettings: testable),
    .target(
      name: "BotMatrix",
      dependencies: [
        "Messaging", "StrictJSON",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "Yams", package: "Yams"),
      ],
      path: "bots/matrix",
      exclude: ["README.md", "registration.example.yaml"]),
    .target(
      name: "BotTelegram",
      dependencies: [
        "BotWeb", "Messaging", "StrictJSON",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "bots/telegram",
      exclude: ["README.md", "commands.json"]),
    .target(
      name: "BotDiscord",
      dependencies: [
        "BotWeb", "Messaging", "StrictJSON",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      path: "bots/discord",
      exclude: ["README.md", "commands.json"]),
    .target(
      name: "BotSlack",
      dependencies: [
        "BotWeb", "Messaging", "StrictJSON",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "bots/slack",
      exclude: ["README.md", "manifest.yaml"]),
    .target(
      name: "BotWhatsApp",
      dependencies: [
        "BotWeb", "Messaging", "StrictJSON",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "bots/whatsapp",
      exclude: ["README.md", "templates.json"]),
    .target(
      name: "BotXMPP",
      dependencies: [
        "Messaging",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "bots/xmpp",
      exclude: ["README.md", "component.example.cfg.lua"],
      swiftSettings: testable),
    .target(name: "API", dependencies: ["ForumDesk", "Chat", "Interchange", "Messaging", "Planning"]),
    .target(
      name: "Gateway",
      dependencies: [
        "API", "Interchange", "Messaging",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "Mustache", package: "swift-mustache"),
      ]),
    .target(
      name: "Client",
      dependencies: [
        "StrictJSON",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
      ]),
    .systemLibrary(name: "CCadical", providers: [.apt(["libcadical-dev"])]),
    .target(
      name: "Timetabling",
      dependencies: ["CCadical", "StrictJSON"],
      // The library is static and written in C++; the order matters.
      linkerSettings: [.linkedLibrary("cadical"), .linkedLibrary("stdc++"), .linkedLibrary("m")]),
    .target(name: "Planning", dependencies: ["ForumDesk", "StrictJSON", "Timetabling", .product(name: "Logging", package: "swift-log")]),
    .executableTarget(
      name: "rialto",
      dependencies: [
        "API", "BotDiscord", "BotIRC", "BotMatrix", "BotSlack", "BotTelegram", "BotWhatsApp", "BotXMPP", "Chat", "Client", "ForumDesk", "Gateway", "Interchange", "JournalSQLite", "Messaging", "StrictJSON", "Timetabling",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "proof",
      dependencies: [
        "Client", "ForumCore", "ForumDesk", "Gateway", "Journal", "JournalSQLite", "Simulation", "StrictJSON", "TestSupport", "Timetabling",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
      ],
      path: "Tests/Proof"),
    .target(name: "Simulation", dependencies: ["ForumCore", "StrictJSON"], path: "Tests/Simulation"),
    .target(
      name: "TestSupport",
      dependencies: [
        "BotMatrix", "Messaging", "StrictJSON",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Tests/Support"),
    .testTarget(
      name: "APITests",
      dependencies: [
        "API", "Chat", "ForumCore", "ForumDesk", "Journal", "StrictJSON", .product(name: "Logging", package: "swift-log"),
      ],
      exclude: ["Transcripts"],
      swiftSettings: plain),
    .testTarget(
      name: "BotIRCTests",
      dependencies: [
        "BotIRC", "Messaging", "TestSupport", .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: plain),
    .testTarget(
      name: "BotMatrixTests",
      dependencies: [
        "BotMatrix", "Messaging", "StrictJSON", "TestSupport", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: plain),
    .testTarget(
      name: "BotTelegramTests",
      dependencies: [
        "BotTelegram", "BotWeb", "Messaging", "StrictJSON", "TestSupport", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: plain),
    .testTarget(
      name: "BotDiscordTests",
      dependencies: [
        "BotDiscord", "Messaging", "StrictJSON", "TestSupport", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: plain),
    .testTarget(
      name: "BotSlackTests",
      dependencies: [
        "BotSlack", "Messaging", "StrictJSON", "TestSupport", .product(name: "Logging", package: "swift-log"), .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: plain),
    .testTarget(
      name: "BotWhatsAppTests",
      dependencies: [
        "BotWhatsApp", "Messaging", "StrictJSON", "TestSupport", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: plain),
    .testTarget(
      name: "BotXMPPTests",
      dependencies: [
        "BotXMPP", "Messaging", "TestSupport", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: plain),
    .testTarget(
      name: "ForumDeskTests",
      dependencies: [
        "ForumCore", "ForumDesk", "Journal", "JournalSQLite", "StrictJSON", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: plain),
    .testTarget(name: "ForumCoreTests", dependencies: ["ForumCore", "StrictJSON"], swiftSettings: plain),
    .testTarget(
      name: "GatewayTests",
      dependencies: [
        "Client", "Gateway", "Messaging",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: plain),
    .testTarget(name: "InterchangeTests", dependencies: ["ForumCore", "Interchange", "StrictJSON"], swiftSettings: plain),
    .testTarget(
      name: "JournalTests",
      dependencies: ["ForumCore", "Journal", "JournalSQLite", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: plain),
    .testTarget(name: "SimulationTests", dependencies: ["ForumCore", "Simulation"], swiftSettings: plain),
    .testTarget(name: "HouseTests", swiftSettings: plain),
    .testTarget(
      name: "NodeTests",
      dependencies: [
        "BotDiscord", "BotIRC", "BotMatrix", "BotSlack", "BotTelegram", "BotWhatsApp", "BotXMPP", "Chat", "Client", "ForumCore", "ForumDesk", "Interchange", "JournalSQLite", "Messaging", "StrictJSON", "TestSupport",
        "rialto",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: plain),
    .testTarget(
      name: "ChatTests", dependencies: ["Chat", "ForumDesk", "Journal", "Messaging", "Phrases", "Simulation"], exclude: ["Corpus"], swiftSettings: plain),
    .testTarget(
      name: "MessagingTests", dependencies: ["Messaging", "StrictJSON", "TestSupport", .product(name: "Logging", package: "swift-log")], swiftSettings: plain),
    .testTarget(name: "PlanningTests", dependencies: ["ForumDesk", "Journal", "Planning", "Simulation", "Timetabling"], swiftSettings: plain),
    .testTarget(name: "TimetablingTests", dependencies: ["StrictJSON", "Timetabling"], swiftSettings: plain),
    .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"], swiftSettings: plain),
  ],
  swiftLanguageModes: [.v6]
)
