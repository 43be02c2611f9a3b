// Every regular file below a directory, hidden ones too, in byte order. Links are not followed: what
// they lead to is either below as well, or none of ours.

import Domain
import Glibc

public enum FileWalk {
    /// Paths beginning with `directory`.
    public static func files(below directory: String) throws(FixtureError) -> [String] {
        guard let stream = opendir(directory) else {
            throw FixtureError(
                .unreadable, file: directory, "cannot be listed: \(FileError(code: errno))",
                remedy: "Give the path of a directory that this user may read.")
        }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        closedir(stream)
        var files: [String] = []
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let path = "\(directory)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: files += try Self.files(below: path)
            case S_IFREG: files.append(path)
            default: break
            }
        }
        return files
    }
}
