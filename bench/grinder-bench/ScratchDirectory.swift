// A directory for what a suite writes, removed with all that is in it.

import Domain
import Glibc

enum ScratchDirectory {
    /// Below TMPDIR, or /tmp.
    static func with<Result>(_ body: (String) throws -> Result) throws -> Result {
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(place)/grinder-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw FileError(code: errno) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { remove(path) }
        return try body(path)
    }

    private static func remove(_ path: String) {
        do throws(FixtureError) {
            for name in try DirectoryListing.names(path) { remove("\(path)/\(name)") }
            rmdir(path)
        } catch {
            // Not a directory.
            unlink(path)
        }
    }
}
