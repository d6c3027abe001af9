/// The digits of a phone number, as far as two spellings of one number have them in common.
struct PhoneNumber: Hashable, Sendable {
    /// Without the zeros at the front, which stand for "abroad" or "another town".
    let digits: [UInt8]

    /// Fewer digits than these are no number to search for.
    static let fewestDigits = 7
    private static let longestCountryCode = 3

    /// Takes digits; nil for too few.
    init?(digits: some Sequence<UInt8>) {
        self.digits = Array(digits.drop { $0 == UInt8(ascii: "0") })
        if self.digits.count < PhoneNumber.fewestDigits { return nil }
    }

    /// The numbers in a field, of which there may be several with a slash between them; extensions are left out.
    static func all(in text: String) -> [PhoneNumber] {
        let parts = text.split { "/;,|".contains($0) }.compactMap { number(in: $0) }
        // A slash may also part a number in two.
        return parts.isEmpty ? number(in: text[...]).map { [$0] } ?? [] : parts
    }

    private static func number(in text: Substring) -> PhoneNumber? {
        var digits: [UInt8] = []
        for byte in text.utf8 {
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                digits.append(byte)
            } else if byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z"),
                digits.count >= fewestDigits
            {
                break
            }
        }
        return PhoneNumber(digits: digits)
    }

    /// Whether both are one number, of which one may lack the country's code.
    func matches(_ other: some RandomAccessCollection<UInt8>) -> Bool {
        let other = other.drop { $0 == UInt8(ascii: "0") }
        let (long, short) = (max(digits.count, other.count), min(digits.count, other.count))
        guard short >= PhoneNumber.fewestDigits, long - short <= PhoneNumber.longestCountryCode else {
            return false
        }
        return digits.suffix(short).elementsEqual(other.suffix(short))
    }

    func matches(_ other: PhoneNumber) -> Bool { matches(other.digits) }
}

/// Finds phone numbers in text, however their digits are grouped.
struct PhoneScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    private static let mostGroups = 10
    private static let mostDigits = 20

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Whether one of the numbers is there; what touches an end where the text was cut does not count.
    static func finds(
        _ numbers: [PhoneNumber], in bytes: UnsafeBufferPointer<UInt8>, cutAtStart: Bool, cutAtEnd: Bool
    ) -> Bool {
        if numbers.isEmpty { return false }
        var scan = PhoneScan(bytes)
        while let run = scan.nextRun() {
            if cutAtStart, run.first?.lowerBound == 0 { continue }
            if cutAtEnd, run.last?.upperBound == bytes.count { continue }
            if scan.matches(numbers, run) { return true }
        }
        return false
    }

    private func matches(_ numbers: [PhoneNumber], _ run: [Range<Int>]) -> Bool {
        for first in run.indices {
            var digits: [UInt8] = []
            for group in run[first...].prefix(PhoneScan.mostGroups) {
                digits.append(contentsOf: bytes[group])
                if digits.count > PhoneScan.mostDigits { break }
                if numbers.contains(where: { $0.matches(digits) }) { return true }
            }
        }
        return false
    }

    /// The next digits that only signs as in a phone number part, group by group.
    private mutating func nextRun() -> [Range<Int>]? {
        while at < bytes.count, !isDigit(at) { at += 1 }
        guard at < bytes.count else { return nil }
        var run: [Range<Int>] = []
        var isWhole = at == 0 || !isLetter(at - 1)
        while true {
            let start = at
            while at < bytes.count, isDigit(at) { at += 1 }
            if at < bytes.count, isLetter(at) { isWhole = false }
            if isWhole, at - start <= PhoneScan.mostDigits { run.append(start..<at) }
            isWhole = true
            var next = at
            while next < bytes.count, next - at < 6, let length = separator(next) { next += length }
            guard next > at, next < bytes.count, isDigit(next) else { return run }
            at = next
        }
    }

    private func isDigit(_ index: Int) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index])
    }

    private func isLetter(_ index: Int) -> Bool {
        bytes[index] == UInt8(ascii: "_")
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[index] | 0x20)
    }

    /// The length of a sign that may part the digits of a number; nil for any other.
    private func separator(_ index: Int) -> Int? {
        switch bytes[index] {
        case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "+"):
            1
        case 0xE2
        where index + 2 < bytes.count && bytes[index + 1] == 0x80 && (0x90...0x95).contains(bytes[index + 2]):
            // Hyphens and dashes.
            3
        default: nil
        }
    }
}
