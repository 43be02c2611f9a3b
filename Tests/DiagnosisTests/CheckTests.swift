// What facts mean: each check with a fact that passes and with ones that do not.

import XCTest

@testable import Diagnosis

final class CheckTests: XCTestCase {
    private func status(_ findings: [Finding], _ name: String) -> Finding.Status? { findings.first { $0.name == name }?.status }

    private let goodMachine = MachineFacts(
        clockSource: "tsc", isClockSynchronised: true, clockErrorBoundUs: 1000, coresAllowed: 8, coresOnline: 8,
        coresIsolated: "2-3", lockedMemoryBytesMax: nil, openFilesMax: 4096)

    func testAGoodMachine() {
        let findings = MachineChecks.findings(goodMachine)
        XCTAssertEqual(findings.map(\.status), [.ok, .ok, .ok, .ok, .ok])
        XCTAssertTrue(findings.allSatisfy { $0.remedy.isEmpty })
        XCTAssertEqual(findings[2].value, "8 of 8 usable, isolated 2-3")
    }

    func testEachWeaknessOfAMachine() {
        let weaknesses: [(String, (inout MachineFacts) -> Void)] = [
            ("clock source", { $0.clockSource = "hpet" }), ("clock source", { $0.clockSource = nil }),
            ("clock skew", { $0.isClockSynchronised = false }), ("clock skew", { $0.clockErrorBoundUs = 500_001 }),
            ("cores", { $0.coresAllowed = 2 }), ("locked memory", { $0.lockedMemoryBytesMax = 65536 }),
            ("file descriptors", { $0.openFilesMax = 256 }),
        ]
        for (name, weaken) in weaknesses {
            var facts = goodMachine
            weaken(&facts)
            let findings = MachineChecks.findings(facts)
            XCTAssertEqual(status(findings, name), .warn, name)
            XCTAssertEqual(findings.filter { $0.status != .ok }.count, 1, name)
            XCTAssertTrue(findings.allSatisfy { $0.remedy.isEmpty == ($0.status == .ok) }, "a finding names its remedy")
        }
    }

    func testKernel() {
        XCTAssertTrue(KernelChecks.findings(KernelFacts()).allSatisfy { $0.status == .ok })
        let lacking = KernelFacts(
            hasSealedMemory: false, hasProcessDescriptors: false, hasWaitOnSeveral: false, hasRemoteBarrier: false, uringRefusal: 1)
        XCTAssertEqual(KernelChecks.findings(lacking).map(\.status), [.fail, .fail, .warn, .warn, .warn])
    }

    func testStorage() {
        let gibibyte: UInt64 = 1 << 30
        XCTAssertEqual(StorageChecks.journal("/j", FilesystemFacts(freeBytes: 100 * gibibyte)).status, .ok)
        XCTAssertEqual(StorageChecks.journal("/j", FilesystemFacts(freeBytes: 5 * gibibyte)).status, .warn)
        XCTAssertEqual(StorageChecks.journal("/j", FilesystemFacts(freeBytes: gibibyte - 1)).status, .fail)
        XCTAssertEqual(StorageChecks.journal("/j", FilesystemFacts(isMemory: true, freeBytes: 100 * gibibyte)).status, .warn)
        XCTAssertEqual(StorageChecks.journal("/j", FilesystemFacts(error: 2)).status, .fail)
        let toBeMade = StorageChecks.journal("/j", FilesystemFacts(freeBytes: 100 * gibibyte, isToBeMade: true))
        XCTAssertEqual(toBeMade.status, .ok)
        XCTAssertTrue(toBeMade.value.hasSuffix("made by the first run"), toBeMade.value)
        for isToBeMade in [false, true] {
            let facts = FilesystemFacts(freeBytes: 100 * gibibyte, takesFiles: false, isToBeMade: isToBeMade)
            XCTAssertEqual(StorageChecks.journal("/j", facts).status, .fail)
        }
        XCTAssertEqual(StorageChecks.sharedMemory(FilesystemFacts(isMemory: true)).status, .ok)
        XCTAssertEqual(StorageChecks.sharedMemory(FilesystemFacts()).status, .warn)
    }

    func testInstances() {
        let healthy = InstanceScan.Instance(supervisor: 10, hasSupervisor: true, holders: [10, 11, 12])
        let other = InstanceScan.Instance(supervisor: 20, hasSupervisor: true, holders: [20])
        let orphaned = InstanceScan.Instance(supervisor: 30, hasSupervisor: false, holders: [31, 32])
        XCTAssertEqual(InstanceChecks.finding(InstanceScan()).value, "none running")
        XCTAssertEqual(InstanceChecks.finding(InstanceScan(instances: [healthy])).status, .ok)
        XCTAssertEqual(InstanceChecks.finding(InstanceScan(instances: [healthy, other])).status, .warn)
        XCTAssertEqual(InstanceChecks.finding(InstanceScan(unreadable: [7])).status, .warn)
        let finding = InstanceChecks.finding(InstanceScan(instances: [healthy, orphaned]))
        XCTAssertEqual(finding.status, .fail)
        XCTAssertEqual(finding.remedy, "End them: kill -KILL 31 32")
    }

    func testCredentialFiles() {
        let check = { ConfigurationChecks.file("credential X", "/x", mode: $0, owner: $1, user: 1000).status }
        for mode: mode_t in [0o400, 0o600, 0o440, 0o640] { XCTAssertEqual(check(mode, 1000), .ok, String(mode, radix: 8)) }
        XCTAssertEqual(check(0o400, 0), .ok, "root's, as the service manager makes them")
        for mode: mode_t in [0o644, 0o604, 0o660, 0o620, 0o777] { XCTAssertEqual(check(mode, 1000), .fail, String(mode, radix: 8)) }
        XCTAssertEqual(check(0o600, 1001), .fail)
        XCTAssertEqual(ConfigurationChecks.file("c", "/x", mode: 0o44, owner: 0, user: 0).value, "/x, mode 0044")
    }

    func testRedisAddresses() {
        XCTAssertEqual(RedisAddress("redis://localhost:6379/0")?.port, 6379)
        XCTAssertEqual(RedisAddress("redis://me:p@w@cache:7000")?.host, "cache")
        XCTAssertEqual(RedisAddress("redis://cache")?.port, 6379)
        for url in ["", "localhost:6379", "rediss://localhost", "redis://", "redis://h:x", "redis://h:1:2", "redis://h:99999"] {
            XCTAssertNil(RedisAddress(url), url)
        }
    }

    func testRedisAnswers() throws {
        let address = try XCTUnwrap(RedisAddress("redis://h"))
        XCTAssertEqual(RedisProbe.read("+PONG\r\n"), .pong)
        XCTAssertEqual(RedisProbe.read("-NOAUTH Authentication required.\r\n"), .wantsPassword)
        XCTAssertEqual(RedisProbe.read("HTTP/1.1 400\u{1b}[31m\r\nx"), .other("HTTP/1.1 400[31m"))
        XCTAssertEqual(RedisCheck.finding(address, .pong).status, .ok)
        XCTAssertEqual(RedisCheck.finding(address, .wantsPassword).status, .ok)
        XCTAssertEqual(RedisCheck.finding(address, .other("x")).status, .fail)
        XCTAssertEqual(RedisCheck.finding(address, .unreachable("x")).status, .fail)
    }
}
