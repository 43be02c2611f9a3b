// The names in a directory, sorted, so that everything that walks directories goes the same way.

import Glibc

public enum DirectoryListing {
    /// The names in the directory at `path` in byte order, `.`, `..` and hidden names left out.
    public static func names(_ path: String) throws(FixtureError) -> [String] {
        guard let stream = opendir(path) else {
            throw FixtureError(
                .unreadable, file: path, "cannot be listed: \(FileError(code: errno))",
                remedy: "Give the path of a directory that this user may read.")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
                    String(cString: $0)
                }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
