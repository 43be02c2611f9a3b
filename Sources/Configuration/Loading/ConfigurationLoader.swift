// Built-in values, then the file, then the environment, then the command line: later ones win.
// Everything that is wrong is collected, so that a person mends it all at once.

import Domain

public struct ConfigurationLoader {
    private let environment: ProcessEnvironment
    private var result: EffectiveConfiguration

    /// Loads the configuration of a process. Never fails: see the result's problems.
    ///
    /// - Parameters:
    ///   - file: the configuration file's path; nil: as GRINDER_CONFIG says, or none.
    ///   - flags: settings given on the command line.
    public static func load(
        environment: ProcessEnvironment, file: String? = nil, flags: [(name: String, value: String)] = []
    ) -> EffectiveConfiguration {
        var loader = ConfigurationLoader(environment)
        let named = environment["GRINDER_CONFIG"].map(UnicodeSpace.stripped) ?? ""
        if let path = file ?? (named.isEmpty ? nil : named) { loader.read(file: path) }
        for (name, value) in environment.variables { loader.take(variable: name, value) }
        for (name, value) in flags { loader.take(flag: name, value) }
        loader.readSecretFiles()
        SettingRelations.check(&loader.result)
        return loader.result
    }

    private init(_ environment: ProcessEnvironment) {
        self.environment = environment
        result = EffectiveConfiguration(
            entries: SettingTable.all.map { setting in
                EffectiveConfiguration.Entry(setting: setting, value: Self.builtIn(setting), origin: .builtIn)
            })
    }

    static func builtIn(_ setting: Setting) -> SettingValue? {
        guard let text = setting.fallback else { return nil }
        guard let value = try? SettingText.value(of: text, as: setting.kind) else {
            preconditionFailure("the built-in value of \(setting.name) is none")
        }
        return value
    }

    // MARK: - Sources

    private mutating func read(file path: String) {
        let file = ConfigurationFile(path: path)
        result.problems += file.problems
        for entry in file.entries {
            let origin = SettingOrigin.file(path, line: entry.line)
            if let setting = SettingTable.named(entry.name) {
                if setting.kind == .secret {
                    refuse(origin, entry.name, "is a secret, and this file is none", "Put it into a file of its own and set \(entry.name)_FILE.")
                } else if entry.name == "GRINDER_CONFIG" {
                    refuse(origin, entry.name, "names the file it stands in", "Remove the line.")
                } else {
                    set(setting, entry.value, origin)
                }
            } else if let secret = SettingTable.secret(withFileName: entry.name) {
                read(secret: secret, from: entry.value)
            } else {
                refuseUnknown(entry.name, origin)
            }
        }
    }

    private mutating func take(variable name: String, _ value: String) {
        if let setting = SettingTable.named(name) { return set(setting, value, .environment) }
        if SettingTable.secret(withFileName: name) != nil || RetiredName.foreign.contains(name) { return }
        if RetiredName.named(name) != nil || UnknownVariable.isOurs(name) { return refuseUnknown(name, .environment) }
        if UnknownVariable.mayBeOurs(name) {
            result.problems.append(
                ConfigurationProblem(
                    .warning, .environment, name: name, "is not a setting, and is ignored",
                    remedy: "Nothing to do if another program reads it."))
        }
    }

    private mutating func take(flag name: String, _ value: String) {
        guard let setting = SettingTable.named(name) else { return refuseUnknown(name, .flag) }
        guard setting.kind != .secret else {
            return refuse(.flag, name, "is a secret, and every user can read a command line", "Put it into a file and set \(name)_FILE.")
        }
        set(setting, value, .flag)
    }

    /// A secret comes from one place. The credentials directory is the service manager's.
    private mutating func readSecretFiles() {
        let directory = environment["CREDENTIALS_DIRECTORY"] ?? ""
        for setting in SettingTable.all where setting.kind == .secret {
            if let path = setting.fileName.flatMap({ environment[$0] }), !UnicodeSpace.stripped(path).isEmpty {
                read(secret: setting, from: UnicodeSpace.stripped(path))
            }
            if !directory.isEmpty, fileExists("\(directory)/\(setting.name)") {
                read(secret: setting, from: "\(directory)/\(setting.name)")
            }
        }
    }

    private mutating func read(secret setting: Setting, from path: String) {
        let origin = SettingOrigin.secretFile(path)
        let index = position(of: setting)
        guard result.entries[index].value == nil else {
            return refuse(origin, setting.name, "is also given by \(result.entries[index].origin)", "Keep one of the two.")
        }
        do throws(SecretFileError) {
            result.entries[index].value = .secret(try SecretFile.read(path))
            result.entries[index].origin = origin
        } catch {
            refuse(origin, setting.name, "the file \(error.reason)", error.remedy)
        }
    }

    // MARK: - Values

    private mutating func set(_ setting: Setting, _ text: String, _ origin: SettingOrigin) {
        let index = position(of: setting)
        do throws(SettingRefusal) {
            guard let value = try SettingText.value(of: text, as: setting.kind) else { return }
            result.entries[index].value = value
            result.entries[index].origin = origin
        } catch {
            let shown = setting.kind == .secret ? "the value" : "'\(text)'"
            guard setting.strictness == .lax else {
                return refuse(origin, setting.name, "\(shown) \(error.reason)", "Allowed: \(setting.allowed).")
            }
            let used = error.nearest ?? Self.builtIn(setting)
            result.entries[index].value = used
            result.entries[index].origin = error.nearest == nil ? .builtIn : origin
            result.problems.append(
                ConfigurationProblem(
                    .warning, origin, name: setting.name, "\(shown) \(error.reason); \(used?.written ?? "nothing") is used",
                    remedy: "Allowed: \(setting.allowed)."))
        }
    }

    private mutating func refuseUnknown(_ name: String, _ origin: SettingOrigin) {
        if let retired = RetiredName.named(name) {
            return refuse(origin, name, "has no effect, whatever older examples say", retired.remedy + ", and remove it.")
        }
        let nearest = NearestName.of(name, among: SettingTable.names)
        refuse(
            origin, name, "is not a setting",
            (nearest.map { "Did you mean \($0)? " } ?? "") + "`grinder config show` lists all settings.")
    }

    private mutating func refuse(_ origin: SettingOrigin, _ name: String, _ reason: String, _ remedy: String) {
        result.problems.append(ConfigurationProblem(.error, origin, name: name, reason, remedy: remedy))
    }

    private func position(of setting: Setting) -> Int {
        guard let index = result.entries.firstIndex(where: { $0.setting.name == setting.name }) else {
            preconditionFailure("\(setting.name) is not in the table of settings")
        }
        return index
    }
}
