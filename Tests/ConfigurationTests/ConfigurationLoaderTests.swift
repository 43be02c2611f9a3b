// Layers, unknown names, secrets: what a process gets from its sources.

import Domain
import TestSupport
import XCTest

@testable import Configuration

final class ConfigurationLoaderTests: XCTestCase {
    private var scratch: ScratchDirectory?

    override func setUpWithError() throws { scratch = try ScratchDirectory() }
    override func tearDown() { scratch = nil }

    private var directory: ScratchDirectory {
        guard let scratch else { preconditionFailure("no test runs") }
        return scratch
    }

    private func load(
        _ environment: [String: String] = [:], file: String? = nil, flags: [(name: String, value: String)] = []
    ) throws -> EffectiveConfiguration {
        let path = try file.map { try directory.write("grinder.conf", $0) }
        let variables = environment.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        return ConfigurationLoader.load(environment: ProcessEnvironment(variables), file: path, flags: flags)
    }

    private func origin(_ name: String, _ configuration: EffectiveConfiguration) -> SettingOrigin? {
        configuration.entries.first { $0.setting.name == name }?.origin
    }

    private func errors(_ configuration: EffectiveConfiguration) -> [String] {
        configuration.problems.filter { $0.severity == .error }.map { "\($0)" }
    }

    // MARK: - Layers

    func testNothingGivenIsTheSafeDefault() throws {
        let configuration = try load()
        XCTAssertEqual(configuration.problems, [])
        XCTAssertEqual(configuration.text("REMEDIATION_MODE"), "detect_only")
        for name in ["ALLOW_MAINNET_TRADE", "ALLOW_TESTNET_TRADE", "ARMED", "GRINDER_HA_ENABLED", "RECONCILE_ENABLED"] {
            XCTAssertFalse(configuration.flag(name), name)
        }
        XCTAssertTrue(configuration.flag("RECONCILE_DRY_RUN"))
        XCTAssertEqual(configuration.integer("HTTP_DEADLINE_PLACE_ORDER_MS"), 1500)
        XCTAssertTrue(configuration.secrets.isEmpty)
    }

    func testEachSourceBeatsTheOnesBelow() throws {
        let name = "MAX_CALLS_PER_RUN"
        let file = "# first\n\(name)=1\n"
        XCTAssertEqual(try load().integer(name), 10)
        let fromFile = try load(file: file)
        XCTAssertEqual(fromFile.integer(name), 1)
        XCTAssertEqual(origin(name, fromFile), .file(directory.file("grinder.conf"), line: 2))
        let fromEnvironment = try load([name: "2"], file: file)
        XCTAssertEqual(fromEnvironment.integer(name), 2)
        XCTAssertEqual(origin(name, fromEnvironment), .environment)
        let fromFlag = try load([name: "2"], file: file, flags: [(name, "3")])
        XCTAssertEqual(fromFlag.integer(name), 3)
        XCTAssertEqual(origin(name, fromFlag), .flag)
        XCTAssertEqual(try load([name: " "], file: file).integer(name), 1, "blank is no value")
        XCTAssertFalse(try load(["ALLOW_MAINNET_TRADE": ""], file: "ALLOW_MAINNET_TRADE=1\n").flag("ALLOW_MAINNET_TRADE"))
    }

    /// Three values of the setting that differ from each other and from what is built in.
    private func samples(_ setting: Setting) -> [String] {
        switch setting.kind {
        case .flag, .permission: ["1", "0", "1"]
        case .integer(let range): (2...4).map { "\(range.lowerBound + $0)" }
        case .pair: ["1/2", "3/4", "5/6"]
        case .amount: ["1.5", "2.5", "3.5"]
        case .choice(let choices): [choices[0], choices[choices.count - 1], choices[0]]
        default: ["a", "b", "c"]
        }
    }

    /// Every option of a supervised run, from each of its sources.
    func testEverySourceOfEveryFlaggedSetting() throws {
        XCTAssertGreaterThan(SettingTable.flagged.count, 25)
        for setting in SettingTable.flagged where setting.name != "GRINDER_CONFIG" {
            let (name, samples) = (setting.name, samples(setting))
            let file = "\(name)=\(samples[0])\n"
            XCTAssertEqual(origin(name, try load()), .builtIn, name)
            let fromFile = try load(file: file)
            XCTAssertEqual(fromFile.value(name)?.written, samples[0], name)
            XCTAssertEqual(origin(name, fromFile), .file(directory.file("grinder.conf"), line: 1), name)
            let fromEnvironment = try load([name: samples[1]], file: file)
            XCTAssertEqual(fromEnvironment.value(name)?.written, samples[1], name)
            XCTAssertEqual(origin(name, fromEnvironment), .environment, name)
            let fromFlag = try load([name: samples[1]], file: file, flags: [(name, samples[2])])
            XCTAssertEqual(fromFlag.value(name)?.written, samples[2], name)
            XCTAssertEqual(origin(name, fromFlag), .flag, name)
        }
    }

    func testTheFileThatTheEnvironmentNames() throws {
        let path = try directory.write("named.conf", "ARMED=1\n")
        XCTAssertTrue(try load(["GRINDER_CONFIG": path]).flag("ARMED"))
        XCTAssertFalse(try load(["GRINDER_CONFIG": path], file: "").flag("ARMED"), "the command line's file beats it")
        XCTAssertEqual(errors(try load(file: "GRINDER_CONFIG=x\n")).count, 1)
    }

    func testALowerSourcesErrorStaysAnError() throws {
        XCTAssertEqual(errors(try load(["MAX_CALLS_PER_RUN": "2"], file: "MAX_CALLS_PER_RUN=x\n")).count, 1)
    }

    func testAllProblemsAtOnce() throws {
        let configuration = try load(["ALLOW_MAINNET_TRADE": "true", "MAX_CALLS_PER_DAY": "-1"], file: "MAX_CAL=1\nARMED=yes\n")
        XCTAssertEqual(errors(configuration).count, 4, "\(errors(configuration))")
        XCTAssertFalse(configuration.isUsable)
        XCTAssertFalse(configuration.flag("ALLOW_MAINNET_TRADE"))
        XCTAssertTrue(errors(configuration).contains { $0.contains("ALLOW_MAINNET_TRADE: 'true' is not exactly 1") })
        XCTAssertTrue(errors(configuration).contains { $0.contains("MAX_CALLS_PER_DAY: '-1' is below 0. Allowed: 0 and above.") })
    }

    func testLaxSettingsWarnAndGoOn() throws {
        let configuration = try load([
            "BUDGET_STATE_STALE_HOURS": "x", "GRINDER_ARTIFACT_TTL_DAYS": "-3", "GRINDER_FSM_EVIDENCE": "enabled",
        ])
        XCTAssertTrue(configuration.isUsable)
        XCTAssertEqual(configuration.problems.count, 3)
        XCTAssertEqual(configuration.integer("BUDGET_STATE_STALE_HOURS"), 24)
        XCTAssertEqual(configuration.integer("GRINDER_ARTIFACT_TTL_DAYS"), 0)
        XCTAssertFalse(configuration.flag("GRINDER_FSM_EVIDENCE"))
    }

    // MARK: - Unknown names

    func testUnknownNames() throws {
        for (name, wanted) in [
            ("REMEDIATION_SYMBOL_ALOWLIST", "Did you mean REMEDIATION_SYMBOL_ALLOWLIST?"), ("MAX_CALS_PER_DAY", "Did you mean MAX_CALLS_PER_DAY?"),
            ("HTTP_DEADLINE_CANCEL_ODER_MS", "Did you mean HTTP_DEADLINE_CANCEL_ORDER_MS?"), ("GRINDER_X", "is not a setting"),
            ("RECONCILE_ACTION", "has no effect"), ("GRINDER_MODE", "has no effect"),
        ] {
            for configuration in [try load([name: "1"]), try load(file: "\(name)=1\n"), try load(flags: [(name, "1")])] {
                XCTAssertEqual(errors(configuration).count, 1, name)
                XCTAssertTrue(errors(configuration).first?.contains("\(name): ") ?? false, "\(errors(configuration))")
                XCTAssertTrue(errors(configuration).first?.contains(wanted) ?? false, "\(errors(configuration))")
            }
        }
        XCTAssertEqual(try load(["HTTP_PROXY": "x", "MAX_JOBS": "1"]).problems.map(\.severity), [.warning, .warning])
        XCTAssertEqual(try load(["PATH": "x", "HOME": "y", "GRINDER_SHARED": "z", "GF_USERS_ALLOW_SIGN_UP": "false"]).problems, [])
        XCTAssertEqual(errors(try load(file: "PATH=x\n")).count, 1, "the file is ours alone")
    }

    // MARK: - Relations

    func testRelations() throws {
        XCTAssertEqual(errors(try load(["REMEDIATION_MODE": "execute_flatten"])).count, 1)
        XCTAssertEqual(errors(try load(["REMEDIATION_MODE": "execute_flatten", "ALLOW_MAINNET_TRADE": "1"])), [])
        XCTAssertEqual(errors(try load(["GRINDER_HA_RENEW_INTERVAL_MS": "10000"])).count, 1)
        XCTAssertEqual(errors(try load(["GRINDER_HA_LOCK_TTL_MS": "999"])).count, 1, "at least a second")
        XCTAssertEqual(errors(try load(["BINANCE_API_KEY": "k"])).count, 1)
        XCTAssertEqual(errors(try load(["BINANCE_TESTNET_SECRET": "k"])).count, 1)
        XCTAssertEqual(errors(try load(["GRINDER_RESUME": "1"])).count, 1)
        XCTAssertEqual(errors(try load(["GRINDER_JOURNAL_DURABILITY": "async"])).count, 1)
        XCTAssertEqual(errors(try load(["GRINDER_RESUME": "1", "GRINDER_JOURNAL_DURABILITY": "async", "GRINDER_JOURNAL_DIR": "j"])), [])
        XCTAssertEqual(errors(try load(["GRINDER_SPEED": "2", "GRINDER_PACE_US": "1"])).count, 1)
        XCTAssertEqual(errors(try load(["GRINDER_SPEED": "2", "GRINDER_PACE_US": "0"])), [])
        XCTAssertEqual(try load(["GRINDER_FILL_MODEL_ENABLED": "1"]).problems.map(\.severity), [.warning])
    }

    // MARK: - Secrets

    func testSecretsComeFromFilesCredentialsAndTheEnvironment() throws {
        let key = try directory.write("key", "planted-key\n")
        try directory.write("credentials/BINANCE_API_SECRET", "planted-secret")
        let credentials = ["CREDENTIALS_DIRECTORY": directory.file("credentials")]
        for configuration in [
            try load(credentials.merging(["BINANCE_API_KEY_FILE": key]) { $1 }),
            try load(credentials, file: "BINANCE_API_KEY_FILE=\(key)\n"),
            try load(credentials.merging(["BINANCE_API_KEY": "planted-key"]) { $1 }),
        ] {
            XCTAssertEqual(configuration.problems, [])
            XCTAssertEqual(configuration.secret("BINANCE_API_KEY"), Secret("planted-key"))
            XCTAssertEqual(configuration.secret("BINANCE_API_SECRET"), Secret("planted-secret"))
            let shown = configuration.document(provenance: true).prettyText() + "\(configuration)"
            XCTAssertFalse(shown.contains("planted"), shown)
        }
    }

    func testASecretInTheWrongPlaceIsRefusedAndNotShown() throws {
        let key = try directory.write("key", "planted-key\n")
        let blank = try directory.write("blank", "planted key\n")
        for configuration in [
            try load(file: "BINANCE_API_KEY=planted\n"), try load(flags: [("BINANCE_API_KEY", "planted")]),
            try load(["BINANCE_API_KEY_FILE": blank]), try load(["BINANCE_API_KEY_FILE": directory.file("none")]),
            try load(["BINANCE_API_KEY_FILE": try directory.write("empty", "\n")]),
        ] {
            XCTAssertEqual(errors(configuration).count, 1, "\(errors(configuration))")
            XCTAssertFalse("\(configuration.problems)".contains("planted"))
            XCTAssertNil(configuration.secret("BINANCE_API_KEY"))
        }
        let twice = try load(["BINANCE_API_KEY": "planted", "BINANCE_API_KEY_FILE": key, "BINANCE_API_SECRET": "s"])
        XCTAssertEqual(errors(twice).count, 1)
        XCTAssertTrue(errors(twice)[0].contains("is also given by environment"), errors(twice)[0])
    }

    func testTheDigestTellsConfigurationsApart() throws {
        XCTAssertEqual(try load().digest, try load(["ARMED": "0"]).digest)
        XCTAssertNotEqual(try load().digest, try load(["ARMED": "1"]).digest)
        let (one, other) = (try load(["BINANCE_API_KEY": "a", "BINANCE_API_SECRET": "b"]), try load(["BINANCE_API_KEY": "c", "BINANCE_API_SECRET": "d"]))
        XCTAssertEqual(one.digest, other.digest, "a hash of a secret would help to guess it")
    }
}
