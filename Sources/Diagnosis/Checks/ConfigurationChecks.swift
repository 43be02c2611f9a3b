// What the configuration and the files of its secrets mean.

import Configuration
import Domain
import Glibc

enum ConfigurationChecks {
    static func configuration(_ configuration: EffectiveConfiguration) -> Finding {
        let errors = configuration.problems.filter { $0.severity == .error }.count
        if errors > 0 { return .fail("configuration", "\(errors) errors", "`grinder config check` lists them.") }
        let warnings = configuration.problems.count
        if warnings > 0 { return .warn("configuration", "\(warnings) warnings", "`grinder config check` lists them.") }
        return .ok("configuration", "digest \(configuration.digest.short)")
    }

    static func credentials(_ configuration: EffectiveConfiguration) -> [Finding] {
        let found = configuration.entries.filter { $0.setting.kind == .secret && $0.value != nil }
        if found.isEmpty { return [.ok("credentials", "none given")] }
        return found.map { entry in
            let name = "credential \(entry.setting.name)"
            guard case .secretFile(let path) = entry.origin else {
                return .warn(
                    name, "in the environment", "Put it into a file and set \(entry.setting.name)_FILE: this user's other programs can read an environment.")
            }
            var status = stat()
            guard stat(path, &status) == 0 else { return .fail(name, "\(path): \(FileError(code: errno))", "Check the path.") }
            return file(name, path, mode: status.st_mode & 0o7777, owner: status.st_uid, user: geteuid())
        }
    }

    /// The service manager hands credentials over as mode 0440: a group that may read is no finding.
    static func file(_ name: String, _ path: String, mode: mode_t, owner: uid_t, user: uid_t) -> Finding {
        let digits = String(mode, radix: 8)
        let value = "\(path), mode \(String(repeating: "0", count: max(4 - digits.count, 0)))\(digits)"
        guard owner == user || owner == 0 else {
            return .fail(name, value + ", owner \(owner)", "Another user can replace it: chown \(user) \(path)")
        }
        return mode & 0o027 == 0 ? .ok(name, value) : .fail(name, value, "Others can read or change it: chmod 600 \(path)")
    }
}

enum RedisCheck {
    static func finding(_ configuration: EffectiveConfiguration) -> Finding {
        let name = "redis"
        guard configuration.flag("GRINDER_HA_ENABLED") else { return .ok(name, "not needed, GRINDER_HA_ENABLED is off") }
        guard let address = RedisAddress(configuration.text("GRINDER_REDIS_URL") ?? "") else {
            return .fail(name, "GRINDER_REDIS_URL is no redis://host:port/database", "Correct it.")
        }
        return finding(address, RedisProbe.ping(address))
    }

    static func finding(_ address: RedisAddress, _ answer: RedisProbe.Answer) -> Finding {
        let place = "\(address.host):\(address.port)"
        switch answer {
        case .pong: return .ok("redis", "\(place) answers")
        case .wantsPassword: return .ok("redis", "\(place) answers, and wants a password")
        case .other(let text):
            return .fail("redis", "\(place) answers '\(text)'", "Check that GRINDER_REDIS_URL leads to a Redis.")
        case .unreachable(let reason):
            return .fail("redis", "\(place): \(reason)", "Start Redis, or correct GRINDER_REDIS_URL; without it no instance becomes leader.")
        }
    }
}
