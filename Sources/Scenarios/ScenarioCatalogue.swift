// Every scenario of the project, in the order in which lists and suites show them.

public enum ScenarioCatalogue {
    /// All scenarios; the order is stable, new ones are appended.
    public static let all: [Scenario] = [
        .sampleDay,
        .sampleDayAdaptive,
        .sampleDayAllowed,
        .sampleDayConstraints,
        .sampleDayController,
        .sampleDayDrawdown,
        .sampleDayL2ExecGuard,
        .sampleDayL2Gating,
        .sampleDayMLMultisignalBasic,
        .sampleDayMLMultisignalNoPrior,
        .sampleDayMultisymbol,
        .sampleDayTopKV1,
        .sampleDayToxic,
        .marketDay,
    ]

    /// The scenario of that name, or nil.
    public static func find(_ name: String) -> Scenario? {
        all.first { $0.name == name }
    }
}
