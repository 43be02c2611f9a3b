// What lies under deploy/ for machines other than this one: units as systemd judges them, container files
// that name only what exists, an installation that can be repeated and taken back.

import Foundation
import TestSupport
import XCTest

final class DeploymentFilesTests: XCTestCase {
    private static let units = PackageLayout.root.appendingPathComponent("deploy/systemd")
    private static let containers = PackageLayout.root.appendingPathComponent("deploy/container")

    private func read(_ folder: URL, _ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    private func run(_ command: [String], _ environment: [String: String] = [:]) throws -> CommandRun {
        let run = try CommandRun(command, environment: environment, in: PackageLayout.root)
        XCTAssertFalse(run.isCommandMissing, "no \(command[0]): install what test_packages of deploy/lib/common.sh lists")
        return run
    }

    // MARK: - Units

    /// A unit without comments, as lines of section and assignment.
    private func settings(_ unit: String) throws -> [String] {
        try read(Self.units, unit).split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    func testTheUnitsAreTight() throws {
        for unit in ["grinder.service", "grinder@.service"] {
            let path = Self.units.appendingPathComponent(unit).path
            // In tenths.
            let tight = try run(["systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager", path])
            XCTAssertEqual(tight.status, 0, tight.outputText)
            let impossible = try run(["systemd-analyze", "security", "--offline=true", "--threshold=1", "--no-pager", path])
            XCTAssertNotEqual(impossible.status, 0, "the threshold is looked at")
        }
    }

    func testSystemdAcceptsTheUnits() throws {
        let root = try ScratchDirectory()
        let installed = try run(["deploy/install", "--grinder", "/bin/true"], ["DESTDIR": root.path])
        XCTAssertEqual(installed.status, 0, installed.errorText)
        // What ExecReload= calls belongs to the machine.
        let kill = try root.write("bin/kill", "#!/bin/sh\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: kill)
        for unit in ["grinder.service", "grinder@one.service"] {
            let run = try run(["systemd-analyze", "verify", "--root=\(root.path)", "--man=no", "--recursive-errors=no", unit])
            XCTAssertEqual(run.status, 0, run.errorText)
            XCTAssertEqual(run.errorText, "")
        }
        let unit = root.file("usr/lib/systemd/system/grinder.service")
        let damaged = try String(contentsOfFile: unit, encoding: .utf8).replacingOccurrences(of: "WatchdogSec=10", with: "WatchdogSec=soon")
        try damaged.write(toFile: unit, atomically: true, encoding: .utf8)
        let refused = try run(["systemd-analyze", "verify", "--root=\(root.path)", "--man=no", "grinder.service"])
        XCTAssertTrue(refused.errorText.contains("Failed to parse sec value"), refused.errorText)
    }

    func testTheTemplateIsTheUnitWithAnInstance() throws {
        let plain = try settings("grinder.service")
        let template = try settings("grinder@.service").map {
            $0.replacingOccurrences(of: "/%i", with: "").replacingOccurrences(of: ", instance %i", with: "")
        }
        XCTAssertEqual(template, plain)
        XCTAssertTrue(plain.contains("Type=notify"))
    }

    /// Options and settings that the files name are the program's own.
    func testTheFilesNameOnlyWhatTheProgramHas() throws {
        let help = try GrinderProcess.run(["supervise", "--help"]).out
        let names = try GrinderProcess.run(["config", "show"]).out
        var options = 0
        let files = [(Self.units, "grinder.service"), (Self.units, "supervise.env"), (Self.containers, "Containerfile")]
            + ["single.yml", "ha.yml", "observability.yml"].map { (Self.containers, $0) }
        for (folder, file) in files {
            let text = try read(folder, file).split(separator: "\n").filter { !$0.drop(while: \.isWhitespace).hasPrefix("#") }.joined(separator: "\n")
            let isUnit = folder == Self.units
            let lines = text.split(separator: "\n").filter { $0.contains("supervise") || $0.contains("--fixture") || $0.contains("--http") || $0.contains("--journal") }
            for match in lines.joined(separator: "\n").matches(of: #/(?:^|[ "\[])(--[a-z-]+)/#) {
                options += 1
                XCTAssertTrue(help.contains(String(match.output.1)), "\(file): grinder supervise has no \(match.output.1)")
            }
            for match in text.matches(of: #/\b(GRINDER_[A-Z_]+)\b/#) {
                XCTAssertTrue(names.contains(match.output.1 + "="), "\(file): no setting \(match.output.1)")
            }
            if isUnit { XCTAssertFalse(text.contains("$("), file) }
        }
        XCTAssertGreaterThan(options, 15)
    }

    // MARK: - Containers

    private static let reader = """
        import json, sys, yaml
        print(json.dumps({path: yaml.safe_load(open(path)) for path in sys.argv[1:]}))
        """

    private func documents(_ paths: [String]) throws -> [String: Any] {
        let parsed = try run(["/usr/bin/python3", "-c", Self.reader] + paths)
        XCTAssertEqual(parsed.status, 0, parsed.errorText)
        return try XCTUnwrap(JSONSerialization.jsonObject(with: Data(parsed.outputText.utf8)) as? [String: Any])
    }

    func testComposeFilesAreWhole() throws {
        let files = ["single.yml", "ha.yml", "observability.yml"].map { "deploy/container/\($0)" }
        for (path, document) in try documents(files) {
            let compose = try XCTUnwrap(document as? [String: Any])
            let services = try XCTUnwrap(compose["services"] as? [String: [String: Any]])
            let volumes = (compose["volumes"] as? [String: Any] ?? [:]).keys
            let secrets = (compose["secrets"] as? [String: Any] ?? [:]).keys
            var published: [String] = []
            for (name, service) in services {
                for volume in service["volumes"] as? [String] ?? [] {
                    let source = String(volume.split(separator: ":")[0])
                    if source.hasPrefix(".") {
                        let target = Self.containers.appendingPathComponent(source).standardizedFileURL.path
                        XCTAssertTrue(FileManager.default.fileExists(atPath: target), "\(path): \(name) mounts \(source)")
                    } else {
                        XCTAssertTrue(volumes.contains(source), "\(path): \(name) uses the volume \(source)")
                    }
                }
                for secret in service["secrets"] as? [String] ?? [] { XCTAssertTrue(secrets.contains(secret), "\(path): \(secret)") }
                let needed = (service["depends_on"] as? [String: Any]).map { Array($0.keys) } ?? service["depends_on"] as? [String] ?? []
                for other in needed { XCTAssertNotNil(services[other], "\(path): \(name) waits for \(other)") }
                if let build = service["build"] as? [String: String] {
                    XCTAssertEqual(build["dockerfile"], "deploy/container/Containerfile")
                    XCTAssertEqual(build["context"], "../..")
                }
                for port in service["ports"] as? [String] ?? [] {
                    XCTAssertTrue(port.hasPrefix("127.0.0.1:"), "\(path): \(port) is open to all, and the pages have no login")
                    published.append(String(port.split(separator: ":")[1]))
                }
            }
            XCTAssertEqual(Set(published).count, published.count, "\(path): a port twice")
        }
    }

    func testTheImageCopiesWhatThereIs() throws {
        let text = try read(Self.containers, "Containerfile")
        var count = 0
        for match in text.matches(of: #/(?m)^COPY (?!--)(\S+) /#) {
            count += 1
            XCTAssertTrue(FileManager.default.fileExists(atPath: PackageLayout.root.appendingPathComponent(String(match.output.1)).path), "\(match.output.1)")
        }
        XCTAssertEqual(count, 5)
        XCTAssertTrue(text.contains("\nUSER 1000\n"))
        XCTAssertTrue(text.contains("\nEXPOSE 9090\n"))
    }

    func testProvisioningMeetsTheMounts() throws {
        let provider = try String(
            contentsOf: PackageLayout.root.appendingPathComponent("monitoring/grafana/provisioning/dashboards/grinder.yml"), encoding: .utf8)
        XCTAssertTrue(provider.contains("path: /etc/grafana/grinder-dashboards\n"))
        XCTAssertTrue(try read(Self.containers, "observability.yml").contains("../../monitoring/grafana/dashboards:/etc/grafana/grinder-dashboards:ro\n"))
        let scrape = try String(contentsOf: PackageLayout.root.appendingPathComponent("monitoring/prometheus/prometheus.yml"), encoding: .utf8)
        for address in ["alertmanager:9093"] { XCTAssertTrue(scrape.contains(address)) }
        let alerting = "monitoring/alertmanager/alertmanager.yml"
        let document = try XCTUnwrap(documents([alerting])[alerting] as? [String: Any])
        let receivers = try XCTUnwrap(document["receivers"] as? [[String: Any]]).compactMap { $0["name"] as? String }
        let routes = try XCTUnwrap((document["route"] as? [String: Any])?["routes"] as? [[String: Any]]).compactMap { $0["receiver"] as? String }
        XCTAssertTrue(Set(routes).isSubset(of: receivers), "\(routes)")
    }

    // MARK: - Installation

    private func files(_ root: ScratchDirectory) -> [String] {
        let walker = FileManager.default.enumerator(atPath: root.path)
        return (walker?.allObjects as? [String] ?? []).filter {
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: root.file($0), isDirectory: &isDirectory) && !isDirectory.boolValue
        }.sorted()
    }

    func testInstallingTwiceAndTakingItBack() throws {
        let root = try ScratchDirectory()
        let destination = ["DESTDIR": root.path]
        let install = ["deploy/install", "--grinder", try XCTUnwrap(PackageLayout.grinder)]
        XCTAssertEqual(try run(install, destination).status, 0)
        let first = files(root)
        XCTAssertTrue(Set(first).isSuperset(of: ["usr/bin/grinder", "usr/lib/systemd/system/grinder.service", "etc/grinder/supervise.env"]), "\(first)")
        try root.write("etc/grinder/grinder.conf", "GRINDER_LOG_LEVEL=debug\n")
        try root.write("var/lib/grinder/journal/segment", "mine")
        XCTAssertEqual(try run(install, destination).status, 0)
        XCTAssertEqual(files(root), (first + ["var/lib/grinder/journal/segment"]).sorted())
        XCTAssertEqual(try String(contentsOfFile: root.file("etc/grinder/grinder.conf"), encoding: .utf8), "GRINDER_LOG_LEVEL=debug\n")

        for _ in 1...2 {
            let removed = try run(["deploy/uninstall"], destination)
            XCTAssertEqual(removed.status, 0, removed.errorText)
            XCTAssertEqual(files(root), ["etc/grinder/grinder.conf", "etc/grinder/supervise.env", "var/lib/grinder/journal/segment"])
        }
        XCTAssertEqual(try run(["deploy/uninstall", "--purge-state"], destination).status, 0)
        XCTAssertEqual(files(root), [])
    }

    func testWrongUseIsRefused() throws {
        let root = try ScratchDirectory()
        for words in [["deploy/install", "--bogus"], ["deploy/install", "--grinder"], ["deploy/install", "--grinder", "/absent"], ["deploy/uninstall", "--bogus"]] {
            XCTAssertEqual(try run(words, ["DESTDIR": root.path]).status, 2, "\(words)")
            XCTAssertEqual(files(root), [], "\(words)")
        }
        XCTAssertTrue(try run(["deploy/install", "--help"]).outputText.contains("DESTDIR"))
    }
}
