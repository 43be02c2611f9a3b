// What a scrape must be beyond the required texts, which a HELP line alone can satisfy: form, types,
// samples, label keys, label values, whole histograms. Families that the catalogue does not know are
// another program's business and only have to be well formed.

public struct ContractFinding: Equatable, Sendable {
    /// 1-based; 0: the scrape as a whole.
    public let line: Int
    public let text: String
}

enum ExpositionRules {
    static func findings(_ text: String) -> [ContractFinding] {
        let exposition = ExpositionText(text)
        var findings = exposition.problems.map { ContractFinding(line: $0.line, text: $0.text) }
        var samples: [String: [ExpositionText.Sample]] = [:]
        for sample in exposition.samples { samples[familyName(of: sample), default: []].append(sample) }
        for family in MetricCatalogue.contractFamilies {
            findings += self.findings(family, exposition, samples[family.name] ?? [])
        }
        findings += duplicates(exposition.samples)
        return findings.sorted { $0.line < $1.line }
    }

    /// The family that a sample belongs to: for a histogram's `_bucket`, `_sum`, `_count` its base name.
    private static func familyName(of sample: ExpositionText.Sample) -> String {
        for suffix in ["_bucket", "_sum", "_count"] where sample.name.hasSuffix(suffix) {
            let base = String(sample.name.dropLast(suffix.count))
            if histograms.contains(base) { return base }
        }
        return sample.name
    }

    private static let histograms = Set(MetricCatalogue.families.filter { $0.kind == .histogram }.map(\.name))

    private static func findings(
        _ family: MetricFamily, _ exposition: ExpositionText, _ samples: [ExpositionText.Sample]
    ) -> [ContractFinding] {
        guard let type = exposition.types.first(where: { $0.name == family.name }) else {
            return [ContractFinding(line: 0, text: "\(family.name): the family is missing")]
        }
        var findings: [ContractFinding] = []
        if !exposition.helps.contains(family.name) {
            findings.append(ContractFinding(line: type.line, text: "\(family.name): no HELP line"))
        }
        if type.type != family.kind.rawValue {
            findings.append(ContractFinding(line: type.line, text: "\(family.name): the type is '\(type.type)', not \(family.kind.rawValue)"))
        }
        if samples.isEmpty, family.reference != .empty {
            findings.append(ContractFinding(line: type.line, text: "\(family.name): there is no sample"))
        }
        findings += samples.flatMap { self.findings(family, $0) }
        if family.metric == .up, let sample = samples.first, sample.value != 1 {
            findings.append(ContractFinding(line: sample.line, text: "\(family.name): the value is \(sample.value), not 1"))
        }
        if family.kind == .histogram { findings += histogramFindings(family, samples) }
        return findings
    }

    private static func findings(_ family: MetricFamily, _ sample: ExpositionText.Sample) -> [ContractFinding] {
        let labels = sample.labels.filter { family.kind != .histogram || $0.key != "le" }
        let expected = family.labels.map(\.key)
        guard labels.map(\.key) == expected else {
            let wanted = expected.isEmpty ? "no labels" : expected.joined(separator: ", ")
            return [ContractFinding(line: sample.line, text: "\(sample.name): labels are (\(labels.map(\.key).joined(separator: ", "))), not \(wanted)")]
        }
        return zip(family.labels, labels).compactMap { label, found in
            if label.values.contains(found.value) || found.value == MetricLabel.none { return nil }
            return ContractFinding(line: sample.line, text: "\(sample.name): \(label.key) has no value '\(found.value)'")
        } + (family.kind == .counter && !(sample.value >= 0)
            ? [ContractFinding(line: sample.line, text: "\(sample.name): a counter of \(sample.value)")] : [])
    }

    /// Every label set has an infinite bucket, a sum and a count; buckets never fall.
    private static func histogramFindings(_ family: MetricFamily, _ samples: [ExpositionText.Sample]) -> [ContractFinding] {
        var findings: [ContractFinding] = []
        var sets: [[String]: [ExpositionText.Sample]] = [:]
        for sample in samples { sets[sample.labels.filter { $0.key != "le" }.map(\.value), default: []].append(sample) }
        for (set, members) in sets.sorted(by: { $0.value[0].line < $1.value[0].line }) {
            let place = "\(family.name) of (\(set.joined(separator: ", ")))"
            let buckets = members.filter { $0.name == family.name + "_bucket" }
            let counts = members.filter { $0.name == family.name + "_count" }
            let isWhole = buckets.last?.labels.last?.value == "+Inf" && counts.count == 1
                && members.count { $0.name == family.name + "_sum" } == 1
            guard isWhole else {
                findings.append(ContractFinding(line: members[0].line, text: "\(place): needs buckets up to +Inf, one _sum and one _count"))
                continue
            }
            if zip(buckets, buckets.dropFirst()).contains(where: { $0.value > $1.value }) || buckets.last?.value != counts[0].value {
                findings.append(ContractFinding(line: members[0].line, text: "\(place): the buckets do not add up to its count"))
            }
        }
        return findings
    }

    private static func duplicates(_ samples: [ExpositionText.Sample]) -> [ContractFinding] {
        var seen: Set<String> = []
        return samples.compactMap { sample in
            let labels = sample.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let identity = ([sample.name] + labels).joined(separator: "\u{1}")
            return seen.insert(identity).inserted ? nil : ContractFinding(line: sample.line, text: "\(sample.name): the series is there twice")
        }
    }
}
