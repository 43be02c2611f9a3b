// The vectors of the operations specification, section 11.1, and a sample for each rule. Samples are put
// together here, so that this file does not break the rule that it tests.

import XCTest

@testable import RepositoryGuards

final class SecretGuardTests: XCTestCase {
    private let secretGuard = SecretGuard()
    /// Letters and digits of both cases.
    private let mixed = String(repeating: "aB3dE6gH", count: 8)
    private let hexadecimal = String(repeating: "0123456789abcdef", count: 4)

    private func types(_ text: String) -> [String] { secretGuard.findings(in: text).map(\.type) }

    func testTheSpecificationsVectors() {
        let key = "api_" + "key"
        XCTAssertEqual(types("\(key) = \"ABCDEFGHIJKLMNOPQRST\""), ["API_KEY"])
        XCTAssertEqual(types("\(key) = \"ABCDEFGHIJKLMNOPQRS\""), [], "19 characters")
        XCTAssertEqual(types("api" + "Key: abcdefghijklmnopqrstuvwx"), ["API_KEY", "API_KEY"])
        XCTAssertEqual(types("\(key)=\"testABCDEFGHIJKLMNOPQRST\""), [])
        XCTAssertEqual(types("AKIA" + "IOSFODNN7EXAMPLE"), [])
        XCTAssertEqual(types("bearer" + " xxx"), [])
        XCTAssertEqual(types("Bearer" + " abc.def-ghi"), ["BEARER_TOKEN"])
        XCTAssertEqual(types("pass" + "word: hunter2222"), [])
        XCTAssertEqual(types("pass" + "word = \"short\""), [])
        XCTAssertEqual(types("pass" + "word = \"hunter22x\""), ["PASSWORD"])
        XCTAssertEqual(types(hexadecimal), [], "a SHA-256 is no secret")
        XCTAssertEqual(types("the key " + hexadecimal), ["POSSIBLE_BINANCE_SECRET"])
        for path in ["build/a", "redist/a", "a/.git/config", "x.pyc"] { XCTAssertTrue(SecretGuard.skips(path), path) }
        for path in ["Sources/build.swift", "a/digit/b"] { XCTAssertFalse(SecretGuard.skips(path), path) }
    }

    /// One sample for each rule: a rule that can never match is a hole.
    func testEveryRuleFinds() {
        let (letters36, dashes) = (String(mixed.prefix(36)), "-----")
        let samples: [(String, String)] = [
            ("API_SECRET", "API" + "-SECRET='\(mixed.prefix(20))'"), ("SECRET_KEY", "secret" + "_key: \(mixed.prefix(20))"),
            ("AWS_ACCESS_KEY", "AKIA" + "ABCDEFGHIJKLMNOP"), ("AWS_SECRET", "aws" + "_secret_access_key = \(mixed.prefix(38))/+"),
            ("PRIVATE_KEY", dashes + "BEGIN PRIVATE KEY" + dashes), ("PRIVATE_KEY", dashes + "BEGIN OPENSSH PRIVATE KEY" + dashes),
            ("PRIVATE_KEY", dashes + "BEGIN ENCRYPTED PRIVATE KEY" + dashes), ("PGP_PRIVATE_KEY", dashes + "BEGIN PGP PRIVATE KEY BLOCK" + dashes),
            ("GITHUB_TOKEN", "gh" + "p_" + letters36), ("GITHUB_OAUTH", "gh" + "o_" + letters36), ("GITHUB_APP_TOKEN", "gh" + "s_" + letters36),
            ("GITHUB_PAT", "github" + "_pat_\(mixed.prefix(22))_\(mixed.prefix(59))"),
            ("DATABASE_URL", "postgresql:" + "//me:pw@host/db"), ("DATABASE_URL", "mongodb+srv:" + "//me:pw@host"),
            ("URL_CREDENTIALS", "redis:" + "//user:hunter22@host"), ("URL_CREDENTIALS", "redis:" + "//:hunter22@host"),
            ("AWS_SESSION_KEY", "ASIA" + "ABCDEFGHIJKLMNOP"), ("SLACK_TOKEN", "xo" + "xb-1234567890-abc"),
            ("SERVICE_KEY", "s" + "k-" + mixed.prefix(24)), ("ASSIGNED_SECRET", "tok" + "en: \"\(mixed.prefix(24))\""),
            ("ASSIGNED_SECRET", "pass" + "wd='\(mixed.prefix(24))'"), ("EXCHANGE_KEY", mixed),
        ]
        for (type, sample) in samples { XCTAssertTrue(types(sample).contains(type), "\(type): \(types(sample))") }
        let seen = Set(samples.map(\.0) + ["API_KEY", "BEARER_TOKEN", "PASSWORD", "POSSIBLE_BINANCE_SECRET"])
        XCTAssertEqual(seen, Set(SecretRule.all.map(\.name)))
    }

    func testCaseCountsWhereTheSpecificationSaysSo() {
        XCTAssertEqual(types("akia" + "abcdefghijklmnop"), [])
        XCTAssertEqual(types("GH" + "P_" + mixed.prefix(36)), [])
        XCTAssertEqual(types("BEARER" + " abc"), ["BEARER_TOKEN"])
    }

    func testLinesAndCuts() {
        let key = "the key " + hexadecimal
        let findings = secretGuard.findings(in: "a\r\nb\rc\n" + key + "\n\n" + key + " " + hexadecimal)
        XCTAssertEqual(findings.map(\.line), [4, 6, 6])
        XCTAssertEqual(findings.first?.shown, String(hexadecimal.prefix(50)) + "...")
        XCTAssertEqual(secretGuard.findings(in: "AKIA" + "ABCDEFGHIJKLMNOP").first?.shown, "AKIA" + "ABCDEFGHIJKLMNOP")
        XCTAssertEqual(secretGuard.findings(in: ""), [])
        XCTAssertEqual(types(String(mixed.prefix(63))), [])
        XCTAssertEqual(types(mixed + "a"), [])
    }

    func testBytesThatAreNoTextHideNothing() {
        let bytes = [0xFF, 0xFE] + Array(("AKIA" + "ABCDEFGH").utf8) + [0xC3] + Array("IJKLMNOP".utf8)
        XCTAssertEqual(bytes.withUnsafeBufferPointer { secretGuard.findings(in: $0) }.map(\.type), ["AWS_ACCESS_KEY"])
    }
}
