// A running supervisor's region, attached for the length of one test.
//
// A region keeps its mapping and its descriptor until somebody closes it. One that
// a test left open would be what the next test finds when it looks for the regions
// of this very process.

import Foundation
import Rings
import XCTest

enum AttachedRegion {
    /// Closed when the test case that runs now is over; nothing taken out of it may be used later.
    static func of(_ pid: Int32) throws -> InstanceRegion {
        let region = try InstanceRegion.attach(supervisorProcessID: pid)
        closer.add(region)
        return region
    }

    private static let closer: Closer = {
        let closer = Closer()
        XCTestObservationCenter.shared.addTestObserver(closer)
        return closer
    }()

    private final class Closer: NSObject, XCTestObservation, @unchecked Sendable {
        private let lock = NSLock()
        private var open: [InstanceRegion] = []

        func add(_ region: InstanceRegion) { lock.withLock { open.append(region) } }

        func testCaseDidFinish(_: XCTestCase) {
            lock.withLock {
                open.forEach { $0.close() }
                open = []
            }
        }
    }
}
