import Foundation
import Qualification
import TestSupport
import Testing

/// What a rep sees and does at the prompts of a live call.
@Suite struct TypingCallTests {
    @Test func everyEntryIsOnDiskBeforeTheNextPrompt() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        let lines: [(typed: String, kind: (Entry.Kind) -> Bool)] = [
            ("they miscount stock !", { if case .answer = $0 { true } else { false } }),
            ("\"every single month\"", { if case .quote = $0 { true } else { false } }),
            ("-", { if case .dodged = $0 { true } else { false } }),
            ("budget: 40k", { if case .answer = $0 { true } else { false } }),
            ("budget: !!", { if case .regrade = $0 { true } else { false } }),
            ("- prefers mail", { if case .note = $0 { true } else { false } }),
            ("next: demo on 2099-01-15", { if case .next = $0 { true } else { false } }),
            ("/refer Dana Li dana@acme.example", { if case .mark = $0 { true } else { false } }),
            ("/undo", { if case .undo = $0 { true } else { false } }),
        ]
        try terminal.enter()
        for (count, line) in lines.enumerated() {
            try terminal.enter(line.typed)
            let record = try workplace.record()
            #expect(record.entries.count == count + 1)
            #expect(record.entries.last.map { line.kind($0.kind) } == true, "\(line.typed)")
        }
    }

    @Test func nothingIsWrittenBeforeTheFirstEntry() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("?")
        #expect(workplace.files(in: "transcripts") == [])
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(workplace.files(in: "transcripts") == [])
        #expect(workplace.openCalls == [])
    }

    @Test func theClockRunsFromThePickUpOn() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        #expect(terminal.screen.lastLine == "dialling>")
        try terminal.enter()
        try terminal.wait(for: #/need\.pain> +0:0\d$/#)
        try terminal.wait(for: #/need\.pain> +0:0[1-9]$/#)
    }

    @Test func controlCDropsTheLineAndNotTheCall() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.press(.controlC)
        try terminal.type("half an ans")
        try terminal.press(.controlC)
        #expect(terminal.promptLine.hasSuffix("need.pain>"))
        #expect(workplace.files(in: "transcripts") == [])
        try terminal.enter("we lose pallets")
        #expect(try workplace.answers() == ["need.pain": "we lose pallets"])
    }

    @Test func severalPastedLinesAreOneAnswer() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        terminal.paste("we retype orders\nby hand,\r\ntwo\tdays a week\n")
        try terminal.wait(for: "a week")
        #expect(workplace.files(in: "transcripts") == [])
        try terminal.press(.enter)
        #expect(try workplace.record().entries.count == 1)
        let answer = try #require(try workplace.answers()["need.pain"])
        #expect(
            answer.split(separator: " ") == "we retype orders by hand, two days a week".split(separator: " "))
    }

    @Test(arguments: [(80, 40), (40, 120)])
    func aResizeKeepsWhatIsTyped(before: Int, after: Int) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call(columns: before)
        try terminal.enter()
        let text = "we retype every order by hand, two days a week"
        terminal.send(text)
        try terminal.wait(until: "the text") { $0.screen.text.filter { $0 != "\n" }.contains("days a week") }
        terminal.resize(rows: 24, columns: after)
        terminal.send(.home)
        terminal.send("so ")
        terminal.send(.end)
        terminal.send(" or so")
        try terminal.press(.enter)
        #expect(try workplace.answers() == ["need.pain": "so \(text) or so"])
    }

    @Test(arguments: [40, 200])
    func aNarrowOrWideTerminalDoes(columns: Int) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call(columns: columns)
        try terminal.enter()
        let long = "we retype every order into the warehouse system by hand, two people, two days a week !"
        try terminal.enter(long)
        try terminal.enter("about 90k a year !")
        #expect(terminal.promptLine.hasSuffix("budget.amount>"))
        #expect(terminal.promptLine.hasPrefix(columns == 40 ? "✓····" : "N2✓ B· A· T· C·"))
        #expect(try workplace.answers()["need.pain"] == String(long.dropLast(2)))
        #expect(terminal.screen.lines.allSatisfy { $0.count <= columns })
    }

    @Test(arguments: [["LANG": ""], ["LC_ALL": "C"], ["LANG": "C.UTF-8"]])
    func anyLanguageIsEditedInAnyLocale(locale: [String: String]) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call(environment: locale)
        try terminal.enter()
        terminal.send("Bäro €5k 漢x e\u{301}t")
        for _ in 0..<4 { terminal.send(.left) }
        terminal.send(.backspace)
        terminal.send("字")
        terminal.send(.end)
        terminal.send("é")
        try terminal.press(.enter)
        let stood = try #require(try workplace.answers()["need.pain"])
        #expect(stood == "Bäro €5k 漢字 e\u{301}té")
        #expect(terminal.screen.text.contains("Bäro €5k 漢字"))
    }

    @Test(arguments: [["TERM": "dumb"], ["NO_COLOR": "1"]])
    func aTerminalThatWantsNoneGetsNoEscape(environment: [String: String]) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call(environment: environment)
        terminal.send("\r")
        try terminal.wait(for: #/need\.pain>$/#)
        terminal.send("we lose pallets !\r")
        try terminal.wait(for: #/need\.impact>$/#)
        terminal.send("budget: 40k\r")
        try terminal.wait(for: #/USD 40,000(?s:.*)need\.impact>$/#)
        terminal.send("bud\t")
        try terminal.wait(for: #/need\.impact> budget:$/#)
        terminal.send(.controlC)
        try terminal.wait(for: #/need\.impact>$/#)
        terminal.send("/end\r")
        try terminal.wait(for: #/verdict>$/#)
        terminal.send("incomplete\r")
        try terminal.wait(for: #/next step>$/#)
        terminal.send("\r")
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(!terminal.output.contains(0x1b), "\(terminal.rawOutput.debugDescription)")
        #expect(terminal.isSane)
        #expect(try workplace.record().outcome?.verdict == .incomplete)
    }

    @Test func tabCompletesKeysCommandsAndReasons() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        terminal.send("bud\t")
        try terminal.wait(until: "the key") { $0.promptLine.hasSuffix("need.pain> budget:") }
        terminal.send("40k")
        try terminal.press(.enter)
        #expect(try workplace.answers() == ["budget.amount": "40k"])
        terminal.send("/ver\t")
        try terminal.wait(until: "the command") { $0.promptLine.hasSuffix("need.pain> /verdict") }
        terminal.send(.controlU)
        terminal.send("/v\t\t")
        try terminal.wait(for: #/\/verdict +\/voicemail/#)
        try terminal.enter("/end")
        terminal.send("tim\t")
        try terminal.wait(until: "the reason") { $0.promptLine == "verdict> timing" }
        terminal.send("/con\t")
        try terminal.wait(until: "the sub-reason") { $0.promptLine == "verdict> timing/contract-end" }
    }

    @Test func theArrowKeysRecallTheLinesOfThisCallAlone() throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("first of all !")
        try terminal.enter("second of all !")
        terminal.send(.up)
        try terminal.wait(until: "the last line") { $0.promptLine.hasSuffix("> second of all !") }
        terminal.send(.up)
        try terminal.wait(until: "the line before") { $0.promptLine.hasSuffix("> first of all !") }
        try terminal.enter("/end")
        try terminal.enter("incomplete")
        try terminal.enter()
        try terminal.enter("next")
        #expect(terminal.promptLine == "dialling>")
        terminal.send(.up)
        terminal.send("mine")
        try terminal.wait(until: "the new call's own line") { $0.promptLine.hasSuffix("mine") }
        #expect(
            terminal.promptLine == "dialling> mine", "what one prospect said is not offered on the next call")
    }

    @Test func anUnknownCommandComesBackOnThePrompt() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("/stauts")
        try terminal.wait(until: "the word on the prompt") { $0.promptLine.hasSuffix("need.pain> /stauts") }
        #expect(terminal.screen.text.contains("no command /stauts; did you mean /status?"))
        for _ in 0..<3 { terminal.send(.left) }
        for _ in 0..<2 { terminal.send(.delete) }
        terminal.send("tu")
        try terminal.wait(until: "the word mended") { $0.promptLine.hasSuffix("need.pain> /status") }
        try terminal.press(.enter)
        #expect(terminal.screen.text.contains("  Need  open"))
        #expect(workplace.files(in: "transcripts") == [])
    }

    @Test func whatIsTypedBeforeTheVerdictPromptIsNoVerdict() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        let count = terminal.promptCount
        terminal.send("/end\rsql\rtoo fast\r\r")
        try terminal.waitForPrompt(after: count)
        try terminal.wait(until: "the verdict prompt") { $0.promptLine == "verdict>" }
        #expect(try workplace.record().outcome == nil)
        try terminal.enter("incomplete")
        #expect(terminal.promptLine == "next step>")
        #expect(try terminal.enterLast() == .exit(0))
        #expect(try workplace.record().outcome?.verdict == .incomplete)
        #expect(try workplace.record().outcome?.override == nil)
    }

    @Test func onlyTheWordOpensTheNextCall() throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        let terminal = try workplace.call()
        try terminal.enter("/noanswer")
        try terminal.enter()
        #expect(terminal.promptLine == "next or Enter>")
        #expect(terminal.screen.text.contains("Next:  Mei Chen, Finance Manager at Blue River Parts"))
        try terminal.enter("yes")
        #expect(terminal.promptLine == "next or Enter>")
        try terminal.press(.controlC)
        #expect(terminal.promptLine == "next or Enter>")
        try terminal.enter("next")
        #expect(terminal.promptLine == "dialling>")
        #expect(terminal.screen.text.contains("say: “Hi Mei, this is Sam."))
        try terminal.enter("/noanswer")
        #expect(try terminal.enterLast() == .exit(0))
        #expect(terminal.screen.lastLine == "  Nobody else is due.")
        #expect(terminal.isSane)
        #expect(try workplace.records().map(\.lead.id) == [Workplace.jane, "mei@blueriver.example"])
    }

    @Test func enterAfterTheVerdictLeaves() throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        let terminal = try workplace.call()
        try terminal.enter("/noanswer")
        try terminal.enter()
        #expect(try terminal.enterLast() == .exit(0))
        #expect(terminal.isSane)
        #expect(try workplace.records().count == 1)
        #expect(workplace.openCalls == [])
    }
}
