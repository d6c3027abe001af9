import Qualification
import Workspace

@testable import BatonCommands

/// Whatever an answer is read as can be saved, read again and shown.
enum AnswersFuzz {
    private static let questions: [Question] = Scene.checklists.flatMap { loaded in
        loaded.checklist.questions
    }
    .reduce(into: []) { kinds, question in
        // One of each kind, and every choice.
        if question.kind == .choice || !kinds.contains(where: { $0.kind == question.kind }) {
            kinds.append(question)
        }
    }

    static func take(_ bytes: [UInt8]) throws {
        guard let first = bytes.first else { return }
        let text = String(decoding: bytes.dropFirst().filter { $0 != 0 }, as: UTF8.self)
        // Days from a leap day on to ends of months and years.
        let today = LocalDay(daysSinceEpoch: 19_782 + Int(first) * 3)
        let reader = AnswerReader(today: today, currency: "EUR", prospect: Person(name: "Jane", role: nil))
        var record = Scene.record(Scene.checklists[0])
        for (index, question) in questions.enumerated() {
            _ = reader.fits(text, question)
            let read = reader.read(text, for: question)
            record.entries.append(
                Entry(
                    seq: index + 1, at: Scene.start,
                    kind: .answer(
                        Answer(
                            question: question.key, text: text, value: read.value, grade: read.grade,
                            isAgainst: read.isAgainst))))
            if question.kind != .choice, let shown = ValueWording.value(read.value) {
                try ShownBytes.check(["\(shown)"])
            }
        }
        if let date = DateReader(today: today).readOpening(text) {
            record.entries.append(
                Entry(
                    seq: 100, at: Scene.start,
                    kind: .next(NextStep(what: text, on: date.on), text: text)))
        }
        try Scene.checkSaved(record)
    }
}
