// Looks at the machine and the configuration, changes nothing. Facts are read at the edge; what they
// mean is decided by pure functions, so that every finding can be tested on every machine.

import Configuration

public enum Doctor {
    /// Everything that was looked at, in a fixed order. Takes up to two seconds when Redis does not answer.
    public static func findings(for configuration: EffectiveConfiguration) -> [Finding] {
        var findings = MachineChecks.findings(MachineFacts.read())
        findings += KernelChecks.findings(KernelFacts.read())
        let journal = configuration.text("GRINDER_JOURNAL_DIR") ?? "."
        findings.append(StorageChecks.sharedMemory(FilesystemFacts.read("/dev/shm")))
        findings.append(StorageChecks.journal(journal, FilesystemFacts.read(directoryMadeAt: journal)))
        findings.append(InstanceChecks.finding(InstanceScan.run()))
        findings.append(ConfigurationChecks.configuration(configuration))
        findings += ConfigurationChecks.credentials(configuration)
        findings.append(RedisCheck.finding(configuration))
        return findings
    }
}
