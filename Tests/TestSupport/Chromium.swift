// Debian's package chromium, headless: what it is started with, and where its pictures are kept.

import Foundation

public enum Chromium {
    /// Why a test is skipped where the browser is absent.
    public static let isMissing = "no chromium: install Debian's package chromium to run this test"

    /// Where a picture goes, below .build/test-artifacts; an older one is gone.
    public static func picture(_ name: String) throws -> URL {
        let folder = PackageLayout.root.appendingPathComponent(".build/test-artifacts")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let picture = folder.appendingPathComponent(name + ".png")
        if FileManager.default.fileExists(atPath: picture.path) { try FileManager.default.removeItem(at: picture) }
        return picture
    }

    /// The command that opens `url` in a window of `size` with a profile of its own, lets `budgetMs` of the page's time
    /// pass, and does what is `wanted`: `--dump-dom`, `--screenshot=FILE`.
    public static func command(_ wanted: String, _ url: String, size: String, budgetMs: Int, profile: ScratchDirectory) -> [String] {
        [
            "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--hide-scrollbars", "--user-data-dir=\(profile.path)", "--window-size=\(size)",
            "--virtual-time-budget=\(budgetMs)", wanted, url,
        ]
    }
}
