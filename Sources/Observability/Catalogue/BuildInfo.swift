// What this program is, as `grinder --version` and `grinder_build_info` say it.

public enum BuildInfo {
    public static let version = "0.1.0"

    #if DEBUG
        public static let kind = "debug"
    #else
        public static let kind = "release"
    #endif
}
