import Qualification
import Testing
import Workspace

/// A knock-out before the call may only hit whom nobody would have called: every other lead costs a customer.
@Suite("Knock-outs on the lead, as shipped") struct ShippedLeadStopsTests {
    private static let library = ChecklistLibrary(folder: "/nonexistent")

    private func reason(_ lead: Lead, under name: String) throws -> String? {
        let loaded = try ShippedLeadStopsTests.library.checklist(named: name)
        let rules = Rulebook(
            checklist: loaded.checklist, reasons: try ShippedLeadStopsTests.library.reasons(),
            currency: "USD", lead: lead)
        return rules.leadStop?.reason.description
    }

    private func lead(
        _ email: String? = "kim@acme.example", company: String? = "Acme", title: String? = nil,
        extra: [String: String] = [:]
    ) -> Lead {
        Lead(id: "1", name: "Kim Lee", email: email, company: company, title: title, extra: extra)
    }

    @Test(arguments: ["anum", "spiced", "gpctba-ci", "buyer-fit"])
    func studentsAreNoProspects(name: String) throws {
        for title in ["Student", "undergraduate", "PhD student, Acme University", "Master-Student"] {
            #expect(try reason(lead(title: title), under: name) == "not-a-prospect/student", "\(title)")
        }
        for title in [
            "Head of Student Services", "Student Success Manager", "Working student", "Intern",
            "Professor of Logistics", nil,
        ] {
            #expect(try reason(lead(title: title), under: name) == nil, "\(title ?? "no title")")
        }
    }

    @Test func whoNamesNothingButAMailboxIsNotCalledUnderBuyerFit() throws {
        #expect(try reason(lead("kim@gmail.com", company: nil), under: "buyer-fit") == "bad-data/fake")
        #expect(try reason(lead("kim@gmail.com", company: " n/a ", title: "-"), under: "buyer-fit") != nil)
        #expect(try reason(lead("kim@mailinator.com", company: nil, title: "CEO"), under: "buyer-fit") != nil)
    }

    @Test("a thin record is no knock-out", arguments: ["anum", "spiced", "gpctba-ci", "buyer-fit"])
    func thinRecords(name: String) throws {
        let thin = [
            lead(company: nil), lead(nil, company: nil), lead("kim@gmail.com"),
            lead("kim@gmail.com", company: nil, title: "Owner"), lead("kim@mailinator.com"),
            Lead(id: "2", phone: "+1 555 0100"),
        ]
        for lead in thin { #expect(try reason(lead, under: name) == nil, "\(lead)") }
    }
}
